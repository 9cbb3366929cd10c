using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace QualiPref.Portal.Posters;

/// <summary>Draws posters as PDF, with the letters inside.</summary>
internal sealed class PosterPdf : IDisposable
{
    // Beside the assemblies: browsers have other files of the same letters.
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "affiches");

    private readonly SKTypeface _plain = Read("atkinson-hyperlegible-next-latin-400-normal");
    private readonly SKTypeface _bold = Read("atkinson-hyperlegible-next-latin-700-normal");
    private readonly SKTypeface _arabic = Read("noto-sans-arabic-arabic-700-normal");

    public byte[] Draw(Poster poster, string title)
    {
        using var file = new MemoryStream();
        using (var document = SKDocument.CreatePdf(file, new SKDocumentPdfMetadata { Title = title, Creator = "QualiPref", PdfA = true }))
        {
            var page = document.BeginPage(Poster.Width, Poster.Height);
            Draw(poster, page);
            document.EndPage();
            document.Close();
        }
        return file.ToArray();
    }

    public void Dispose()
    {
        _plain.Dispose();
        _bold.Dispose();
        _arabic.Dispose();
    }

    private void Draw(Poster poster, SKCanvas page)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(Poster.Band) };
        page.DrawRect(0, 0, Poster.Width, Poster.BandHeight, paint);
        for (var face = 0; face < Poster.FaceColours.Count; face++) DrawFace(page, face);
        DrawCode(poster.Code, page);
        foreach (var line in poster.Lines) DrawLine(line, page);
    }

    private static void DrawFace(SKCanvas page, int face)
    {
        using var ink = new SKPaint { IsAntialias = true, Color = SKColor.Parse(Poster.Ink), StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
        using var colour = new SKPaint { IsAntialias = true, Color = SKColor.Parse(Poster.FaceColours[face]) };
        using var fill = SKPath.ParseSvgPathData(Poster.FaceFills[face]);
        using var brush = SKPath.ParseSvgPathData(Poster.FaceBrushes[face]);
        page.Save();
        page.Translate(Poster.FaceLeft(face), Poster.FaceTop);
        page.Scale(Poster.FaceSide / 120);
        page.DrawCircle(60, 60, 56, colour);
        page.DrawPath(fill, ink);
        (ink.Style, ink.StrokeWidth) = (SKPaintStyle.Stroke, 5);
        page.DrawCircle(60, 60, 56, ink);
        ink.StrokeWidth = 7;
        page.DrawPath(brush, ink);
        page.Restore();
    }

    private static void DrawCode(QrCode code, SKCanvas page)
    {
        using var black = new SKPaint { Color = SKColors.Black };
        using var path = SKPath.ParseSvgPathData(code.Path());
        page.Save();
        page.Translate((Poster.Width - Poster.CodeSide) / 2, Poster.CodeTop);
        page.Scale(Poster.CodeSide / code.Size);
        page.DrawPath(path, black);
        page.Restore();
    }

    private void DrawLine(PosterLine line, SKCanvas page)
    {
        var letters = line.Language == "ar" ? _arabic : line.IsBold ? _bold : _plain;
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(line.Colour) };
        using var font = new SKFont(letters, line.Size);
        var room = 2 * (Math.Min(line.Middle, Poster.Width - line.Middle) - (Poster.Margin / 2));
        var width = font.MeasureText(line.Text);
        if (width > room) font.Size = line.Size * room / width;
        // Arabic letters join, and are written from the right.
        using var shaper = new SKShaper(letters);
        page.DrawShapedText(shaper, line.Text, line.Middle, line.Base, SKTextAlign.Center, font, paint);
    }

    private static SKTypeface Read(string name) =>
        SKTypeface.FromFile(Path.Combine(Folder, name + ".ttf")) ?? throw new InvalidOperationException($"The letters {name} of posters are not beside the program.");
}
