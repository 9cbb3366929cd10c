using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QualiPref.Statistics.Figures;

/// <summary>
/// What a figure is about, readable both ways, such as
/// <c>complaints.received~essonne~91-EVRY~2026~2026-11-23~channel.desk-slip~motive.attente</c>. The site is empty for a network's total.
/// </summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Network">Code of the network.</param>
/// <param name="Site">Code of the site; null for the total.</param>
/// <param name="Period">The period as it was asked for.</param>
/// <param name="AsOf">Local legal date at which overdue cases were judged.</param>
/// <param name="Breakdown">Slice of a crossed figure; null for an overall figure.</param>
public sealed partial record FigureId(string Indicator, string Network, string? Site, string Period, DateOnly AsOf, FigureBreakdown? Breakdown)
{
    private const char Separator = '~';

    /// <summary>Writes the id with unreserved URL characters only, so that it goes into a path as it is.</summary>
    /// <returns>The id; equal contents give equal ids.</returns>
    public string Format()
    {
        var parts = new List<string>
        {
            Escape(Indicator), Escape(Network), Escape(Site ?? ""), Escape(Period), AsOf.ToString("O", CultureInfo.InvariantCulture),
        };
        AddSlice(parts, "channel", Breakdown?.Channel);
        AddSlice(parts, "motive", Breakdown?.Motive);
        AddSlice(parts, "kind", Breakdown?.Kind);
        AddSlice(parts, "module", Breakdown?.Module);
        return string.Join(Separator, parts);
    }

    /// <summary>Reads what <see cref="Format"/> wrote, and nothing else.</summary>
    /// <param name="text">The id, of any length.</param>
    /// <param name="id">The parts, or null. Whether its codes exist is for the caller to say.</param>
    /// <returns>False when the text is no such id.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FigureId? id)
    {
        id = null;
        var parts = text?.Split(Separator) ?? [];
        if (parts.Length is < 5 or > 9
            || !DateOnly.TryParseExact(parts[4], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf))
            return false;

        var site = Unescape(parts[2]);
        var candidate = new FigureId(
            Unescape(parts[0]), Unescape(parts[1]), site.Length == 0 ? null : site, Unescape(parts[3]), asOf, ReadSlice(parts[5..]));
        // Unknown, repeated, disordered or badly escaped parts do not come back the same: one figure has one id.
        if (candidate.Indicator.Length == 0 || candidate.Network.Length == 0 || candidate.Period.Length == 0 || candidate.Format() != text)
            return false;

        id = candidate;
        return true;
    }

    private static void AddSlice(List<string> parts, string dimension, string? code)
    {
        if (code is not null)
            parts.Add($"{dimension}.{Escape(code)}");
    }

    private static FigureBreakdown? ReadSlice(string[] parts)
    {
        if (parts.Length == 0)
            return null;

        string? Code(string dimension) =>
            Array.Find(parts, part => part.StartsWith(dimension, StringComparison.Ordinal)) is { } part ? Unescape(part[dimension.Length..]) : null;
        return new() { Channel = Code("channel."), Motive = Code("motive."), Kind = Code("kind."), Module = Code("module.") };
    }

    // Percent signs would be decoded on the way through a URL and let a code break the id apart; "_" and four digits survive.
    private static string Escape(string code) =>
        Reserved().Replace(code, match => $"_{(int)match.Value[0]:X4}");

    private static string Unescape(string part) =>
        Escaped().Replace(part, match => ((char)int.Parse(match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex Reserved();

    [GeneratedRegex("_[0-9A-F]{4}")]
    private static partial Regex Escaped();
}
