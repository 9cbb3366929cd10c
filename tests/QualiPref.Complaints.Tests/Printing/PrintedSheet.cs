using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace QualiPref.Complaints.Tests.Printing;

/// <summary>A page as a printer would draw it, in shades of grey, drawn by poppler: another's program than the one that wrote the PDF.</summary>
internal sealed class PrintedSheet
{
    private const int DotsPerInch = 150, Ink = 160;

    private readonly byte[] _dots;
    private readonly int _width, _height;

    private PrintedSheet(byte[] dots, int width, int height) => (_dots, _width, _height) = (dots, width, height);

    /// <summary>The pages of a PDF.</summary>
    public static async Task<IReadOnlyList<PrintedSheet>> DrawAsync(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("qualipref-printed-").FullName;
        try
        {
            var file = Path.Combine(folder, "letters.pdf");
            await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
            if (Environment.GetEnvironmentVariable("QUALIPREF_PICTURES") is { Length: > 0 } pictures)
                await PopplerAsync("pdftoppm", "-png", "-r", "80", "-l", "8", file, Path.Combine(pictures, string.Create(CultureInfo.InvariantCulture, $"lettres-{pdf.Length}")));
            await PopplerAsync("pdftoppm", "-gray", "-r", DotsPerInch.ToString(CultureInfo.InvariantCulture), file, Path.Combine(folder, "page"));
            return [.. Directory.EnumerateFiles(folder, "page*.pgm").Order(StringComparer.Ordinal).Select(page => Read(File.ReadAllBytes(page)))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What one of poppler's programs says of a PDF.</summary>
    public static async Task<string> AskAsync(byte[] pdf, string program, params string[] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf, TestContext.Current.CancellationToken);
            return await PopplerAsync(program, [.. options, file, .. program == "pdftotext" ? ["-"] : Array.Empty<string>()]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The smallest rectangle around all ink of a part of the page, in millimetres; null when it is white.</summary>
    public (double Left, double Top, double Right, double Bottom)? InkIn(double left, double top, double right, double bottom)
    {
        var (minX, minY, maxX, maxY) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var y = Dot(top); y < Math.Min(Dot(bottom), _height); y++)
        {
            for (var x = Dot(left); x < Math.Min(Dot(right), _width); x++)
            {
                if (_dots[(y * _width) + x] > Ink) continue;
                (minX, minY, maxX, maxY) = (Math.Min(minX, x), Math.Min(minY, y), Math.Max(maxX, x), Math.Max(maxY, y));
            }
        }
        return maxX < 0 ? null : (Millimetres(minX), Millimetres(minY), Millimetres(maxX + 1), Millimetres(maxY + 1));
    }

    private static int Dot(double millimetres) => (int)Math.Round(millimetres * DotsPerInch / 25.4);

    private static double Millimetres(int dot) => dot * 25.4 / DotsPerInch;

    private static async Task<string> PopplerAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} says: {await error}");
        return said;
    }

    // PGM: « P5 », width, height, greatest value, each followed by one white character, then the dots.
    private static PrintedSheet Read(byte[] file)
    {
        var at = 0;
        string Word()
        {
            var start = at;
            while (!char.IsWhiteSpace((char)file[at])) at++;
            return Encoding.ASCII.GetString(file, start, at++ - start);
        }
        Assert.Equal("P5", Word());
        var (width, height) = (int.Parse(Word(), CultureInfo.InvariantCulture), int.Parse(Word(), CultureInfo.InvariantCulture));
        Assert.Equal("255", Word());
        return new PrintedSheet(file[at..], width, height);
    }
}
