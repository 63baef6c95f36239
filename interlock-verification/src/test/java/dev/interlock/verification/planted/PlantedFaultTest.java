package dev.interlock.verification.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fault quotes is found whatever the source looks like, and missed when it is not there. */
class PlantedFaultTest {

    @Test
    void piece_comparedWithTheSource_ignoresLinesAndComments() {
        assertThat(find("if (a /* why */\n    && b) { // because\n  c(); }", "a && b) { c();"))
                .hasSize(1);
    }

    @Test
    void piece_ofLetters_isNoPartOfAWord() {
        assertThat(find("int state = restate + states;", "state")).hasSize(1);
    }

    @Test
    void piece_thatLooksLikeAComment_isTextWithinQuotationMarks() {
        assertThat(find("say(\"a // b\"); end();", "end()")).hasSize(1);
    }

    @Test
    void argumentsThatDoNotMatter_areWhateverStandsThere_andAreRepeated() {
        List<Tokens.Found> found = find("arm(member, of(1, (2)), \"x\"); arm;", "arm(..);");

        assertThat(found).hasSize(1);
        assertThat(Tokens.withArguments("a(..); b(..);", found.get(0).arguments()))
                .isEqualTo("a(member, of(1, (2)), \"x\"); b(member, of(1, (2)), \"x\");");
    }

    @Test
    void check_pieceThatIsNotThereOnce_saysHowOftenAndWhere() {
        assertThatIllegalStateException()
                .isThrownBy(new PlantedFault("StateMachine.decide", "State", "")::check)
                .withMessageMatching("the source has changed: .* [0-9]+ times in StateMachine.decide, .*: State");
        assertThatIllegalStateException()
                .isThrownBy(new PlantedFault("StateMachine.decides", "State.OPEN", "")::check)
                .withMessageContaining("0 times in StateMachine.decides");
        assertThatIllegalStateException()
                .isThrownBy(new PlantedFault("StateMachines.decide", "State.OPEN", "")::check)
                .withMessageContaining("StateMachines");
    }

    @Test
    void piece_thatQuotesLines_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlantedFault("StateMachine", "one();\ntwo();", ""))
                .withMessageContaining("one line");
    }

    private static List<Tokens.Found> find(String source, String piece) {
        return new Tokens(source, 0, source.length()).find(new Tokens(piece, 0, piece.length()));
    }
}
