using System.Globalization;
using System.Xml.Linq;

namespace QualiPref.Portal.Posters;

/// <summary>Draws posters and codes as SVG: text stays text, so that a printer or a colleague can go on from there.</summary>
internal static class PosterSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The whole poster.</summary>
    public static string Draw(Poster poster, string title) => Text(new XElement(Svg + "svg",
        new XAttribute("viewBox", $"0 0 {Poster.Width} {Poster.Height}"), new XAttribute("width", "210mm"), new XAttribute("height", "297mm"), new XAttribute("role", "img"),
        new XElement(Svg + "title", title),
        Rectangle(Poster.Width, Poster.Height, Poster.Paper),
        Rectangle(Poster.Width, Poster.BandHeight, Poster.Band),
        Enumerable.Range(0, Poster.FaceColours.Count).Select(Face),
        new XElement(Svg + "path", new XAttribute("d", poster.Code.Path()), new XAttribute("fill", "#000"),
            Move((Poster.Width - Poster.CodeSide) / 2, Poster.CodeTop, Poster.CodeSide / poster.Code.Size)),
        poster.Lines.Select(Line)));

    /// <summary>A code alone.</summary>
    public static string Draw(QrCode code, string title) => Text(new XElement(Svg + "svg",
        new XAttribute("viewBox", $"0 0 {code.Size} {code.Size}"), new XAttribute("width", "60mm"), new XAttribute("height", "60mm"), new XAttribute("role", "img"),
        new XElement(Svg + "title", title),
        Rectangle(code.Size, code.Size, "#fff"),
        new XElement(Svg + "path", new XAttribute("d", code.Path()), new XAttribute("fill", "#000"))));

    private static XElement Face(int face) => new(Svg + "g",
        Move(Poster.FaceLeft(face), Poster.FaceTop, Poster.FaceSide / 120),
        new XElement(Svg + "circle", Round("r", 56), Round("cx", 60), Round("cy", 60), new XAttribute("fill", Poster.FaceColours[face]), new XAttribute("stroke", Poster.Ink), Round("stroke-width", 5)),
        new XElement(Svg + "path", new XAttribute("d", Poster.FaceFills[face]), new XAttribute("fill", Poster.Ink)),
        new XElement(Svg + "path", new XAttribute("d", Poster.FaceBrushes[face]), new XAttribute("fill", "none"), new XAttribute("stroke", Poster.Ink), Round("stroke-width", 7),
            new XAttribute("stroke-linecap", "round"), new XAttribute("stroke-linejoin", "round")));

    private static XElement Line(PosterLine line) => new(Svg + "text",
        Round("x", line.Middle), Round("y", line.Base), Round("font-size", line.Size), new XAttribute("text-anchor", "middle"), new XAttribute("fill", line.Colour),
        new XAttribute("font-weight", line.IsBold ? 700 : 400), new XAttribute("font-family", "'Atkinson Hyperlegible Next', 'Noto Sans Arabic', 'Noto Sans', Arial, sans-serif"),
        new XAttribute(XNamespace.Xml + "lang", line.Language), line.Language == "ar" ? new XAttribute("direction", "rtl") : null, Squeezed(line), line.Text);

    // Nothing here knows the letters of whoever looks at it: a line that may be too wide is told how wide it may be.
    private static IEnumerable<XAttribute> Squeezed(PosterLine line)
    {
        var room = 2 * (Math.Min(line.Middle, Poster.Width - line.Middle) - (Poster.Margin / 2));
        return line.Text.Length * line.Size * 0.56f > room ? [Round("textLength", room), new XAttribute("lengthAdjust", "spacingAndGlyphs")] : [];
    }

    private static XElement Rectangle(float width, float height, string colour) =>
        new(Svg + "rect", Round("width", width), Round("height", height), new XAttribute("fill", colour));

    private static XAttribute Move(float x, float y, float scale) =>
        new("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} {y}) scale({scale})"));

    private static XAttribute Round(string name, float value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));

    private static string Text(XElement root) => new XDeclaration("1.0", "utf-8", null) + "\n" + root.ToString(SaveOptions.DisableFormatting) + "\n";
}
