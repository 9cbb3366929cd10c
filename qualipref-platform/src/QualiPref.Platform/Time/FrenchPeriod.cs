using System.Globalization;

namespace QualiPref.Platform.Time;

/// <summary>Periods as French readers name them, where the contract writes <c>2026-Q3</c>.</summary>
public static class FrenchPeriod
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Such as <c>année 2026</c>, <c>1er semestre 2026</c>, <c>3e trimestre 2026</c>, <c>juillet 2026</c> or <c>du 1er juillet 2026 au 15 juillet 2026</c>.</summary>
    public static string InFrench(this Period period) => Read(period) switch
    {
        { IsYear: true, Text: var text } => $"année {text}",
        { Text: var text } => text,
    };

    /// <summary>The same as an adverb: <c>en 2026</c>, <c>au 3e trimestre 2026</c>, <c>en juillet 2026</c>.</summary>
    public static string WhenInFrench(this Period period) => Read(period) switch
    {
        { IsPart: true, Text: var text } => $"au {text}",
        { IsRange: true, Text: var text } => text,
        { Text: var text } => $"en {text}",
    };

    private static Name Read(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var (text, year, month) = (period.ToString(), period.From.Year, period.From.Month);
        return text switch
        {
            { Length: 4 } => new Name(text) { IsYear = true },
            [_, _, _, _, '-', 'S', ..] => new Name(Invariant($"{(month == 1 ? "1er" : "2e")} semestre {year}")) { IsPart = true },
            [_, _, _, _, '-', 'Q', ..] => new Name(Invariant($"{(month == 1 ? "1er" : Invariant($"{(month + 2) / 3}e"))} trimestre {year}")) { IsPart = true },
            { Length: 7 } => new Name(period.From.ToString("MMMM yyyy", French)),
            _ => new Name($"du {period.From.InFrench()} au {period.To.InFrench()}") { IsRange = true },
        };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private readonly record struct Name(string Text)
    {
        public bool IsYear { get; init; }

        public bool IsPart { get; init; }

        public bool IsRange { get; init; }
    }
}
