package dev.interlock.cli.file.graph;

import java.util.List;
import java.util.Locale;

/** Colours, dashes and arrows. Nothing is said by colour alone. */
final class Theme {

    private Theme() {}

    static void write(Svg svg, List<Style> styles) {
        svg.line("<style>");
        svg.line("text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}");
        svg.line(".h{font-size:15px;font-weight:bold}.s{font-size:12px;fill:#57606a}.l{text-anchor:middle}");
        svg.line(".card{fill:#ffffff;stroke:#8c959f}.n{fill:#f6f8fa;stroke:#57606a;stroke-width:1.3}");
        svg.line(".signal{fill:#ddf4ff}.external{stroke-dasharray:5 3}");
        svg.line(".e{fill:none;stroke:#57606a;stroke-width:1.4}.a{fill:#57606a}");
        svg.line(".soft{stroke-dasharray:6 4}.cascade,.dry_run{stroke:#cf222e}.w{fill:#ffffff;stroke:#cf222e}");
        svg.line(".cascade{stroke-width:1.8;stroke-dasharray:10 3 2 3}.dry_run{stroke-dasharray:2 4}");
        svg.line("@media (prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9198a1}");
        svg.line(".card{fill:#0d1117;stroke:#3d444d}.n{fill:#161b22;stroke:#9198a1}.signal{fill:#0c2d6b}");
        svg.line(".e{stroke:#9198a1}.a{fill:#9198a1}.cascade,.dry_run{stroke:#ff7b72}.w{fill:#0d1117;stroke:#ff7b72}}");
        svg.line("</style>");
        if (!styles.isEmpty()) {
            svg.line("<defs>");
            for (Style style : styles) {
                boolean hollow = style == Style.CASCADE || style == Style.DRY_RUN;
                svg.line(
                        "<marker id=\"%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\""
                                + " markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"%s\""
                                + " d=\"M1 1.5 9 5 1 8.5Z\"/></marker>",
                        style.name().toLowerCase(Locale.ROOT), hollow ? "w" : "a");
            }
            svg.line("</defs>");
        }
    }
}
