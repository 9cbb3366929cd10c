namespace QualiPref.Portal.Posters;

/// <summary>One line of a poster.</summary>
/// <param name="Text">The words.</param>
/// <param name="Language">Their language.</param>
/// <param name="Middle">Middle of the line, from the left, in points.</param>
/// <param name="Base">Its base line, from the top.</param>
/// <param name="Size">Size of its letters; made smaller where it would not fit.</param>
/// <param name="IsBold">Whether it is bold.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record PosterLine(string Text, string Language, float Middle, float Base, float Size, bool IsBold, string Colour);

/// <summary>What the poster of a site shows and where, on A4 in points; drawn as PDF and as SVG.</summary>
internal sealed class Poster
{
    public const float Width = 595, Height = 842, Margin = 48;

    public const string Ink = "#15252c", Band = "#0c3442", Paper = "#ffffff";

    /// <summary>The height of the band at the top.</summary>
    public const float BandHeight = 118;

    /// <summary>Side and upper edge of the code.</summary>
    public const float CodeSide = 250, CodeTop = 306;

    /// <summary>Side and upper edge of the faces, and the space from one to the next.</summary>
    public const float FaceSide = 62, FaceTop = 226, FaceStep = 84;

    /// <summary>Their colours, best first; each has its drawing in <see cref="FaceBrushes"/> and <see cref="FaceFills"/>, in a square of 120.</summary>
    public static IReadOnlyList<string> FaceColours { get; } = ["#58b888", "#b4ddb8", "#f7c873", "#ee7b5e"];

    public static IReadOnlyList<string> FaceBrushes { get; } =
        ["M31 49q9-13 18 0M71 49q9-13 18 0", "M33 72q27 25 54 0", "M36 84q24-19 48 0", "M27 42l19-9M93 42l-19-9"];

    public static IReadOnlyList<string> FaceFills { get; } =
    [
        "M28 65h64a32 30 0 0 1-64 0z",
        "M34 48a7 7 0 1 0 14 0a7 7 0 1 0-14 0zM72 48a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
        "M34 48a7 7 0 1 0 14 0a7 7 0 1 0-14 0zM72 48a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
        "M33 54a7 7 0 1 0 14 0a7 7 0 1 0-14 0zM73 54a7 7 0 1 0 14 0a7 7 0 1 0-14 0zM32 94a28 26 0 0 1 56 0z",
    ];

    private Poster(IReadOnlyList<PosterLine> lines, QrCode code)
    {
        Lines = lines;
        Code = code;
    }

    public IReadOnlyList<PosterLine> Lines { get; }

    public QrCode Code { get; }

    /// <summary>Where a face begins, from the left.</summary>
    public static float FaceLeft(int face) => (Width / 2) + ((face - 1.5f) * FaceStep) - (FaceSide / 2);

    /// <summary>The poster of a site.</summary>
    /// <param name="site">Its name.</param>
    /// <param name="address">Where its survey is.</param>
    public static Poster Of(string site, string address)
    {
        const float Centre = Width / 2;
        return new Poster(
        [
            new(site, "fr", Centre, 68, 27, true, Paper),
            new("Votre visite est terminée\u202F?", "fr", Centre, 98, 16, false, Paper),
            new("Donnez votre avis", "fr", Centre, 174, 50, true, Ink),
            new("Une minute, anonyme, sans rien installer", "fr", Centre, 204, 18, false, Ink),
            new("Photographiez ce code, ou tapez l’adresse\u00A0:", "fr", Centre, 582, 16, false, Ink),
            // As people type it; the code has the whole of it.
            new(address.Replace("https://", "", StringComparison.Ordinal), "fr", Centre, 610, 21, true, Ink),
            new("Give your opinion", "en", Centre - 125, 672, 22, true, Ink),
            new("Dé su opinión", "es", Centre + 125, 672, 22, true, Ink),
            new("Dê a sua opinião", "pt", Centre - 125, 716, 22, true, Ink),
            new("أعطوا رأيكم", "ar", Centre + 125, 716, 24, true, Ink),
            new("Ni nom, ni adresse, ni cookie de suivi. Pour un problème à régler, demandez une fiche de réclamation à l’accueil.", "fr", Centre, 790, 11, false, Ink),
        ], QrCode.Of(address));
    }
}
