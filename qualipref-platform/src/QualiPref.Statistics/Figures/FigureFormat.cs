namespace QualiPref.Statistics.Figures;

/// <summary>
/// The rules in which the released formats of figures differ; all others are common to them. Once released, a format never changes and never goes: an
/// edition is verified by the rules that it was made by.
/// </summary>
public sealed class FigureFormat
{
    /// <summary>
    /// Fewest cases on which a rate or a median delay is judged. A rule of this house, not of the law: with 30 answers Wilson's interval is still up
    /// to 34 points wide, and whether a target is reached, or anything has changed, cannot be told from fewer.
    /// </summary>
    public const int FewestJudged = 30;

    /// <summary>Format 1, of version 0.1.0: judges and compares however few the cases are, and takes every period as observed from its first day.</summary>
    public static FigureFormat First { get; } = new() { Number = 1, Fewest = 0, ObservesFromFirstRecord = false };

    /// <summary>Format 2: <see cref="FewestJudged"/>, and days observed begin with the first record of the source at the site.</summary>
    public static FigureFormat Second { get; } = new() { Number = 2, Fewest = FewestJudged, ObservesFromFirstRecord = true };

    /// <summary>The one in which figures are computed today.</summary>
    public static FigureFormat Newest => Second;

    private FigureFormat()
    {
    }

    /// <summary>Its number.</summary>
    public int Number { get; private init; }

    /// <summary>Fewest cases of a rate or median delay on which it says anything of target or change.</summary>
    internal long Fewest { get; private init; }

    /// <summary>Whether days observed begin with the first record instead of the period, and are added up over the sites of a total.</summary>
    internal bool ObservesFromFirstRecord { get; private init; }

    /// <summary>A released format; null for a number that this code does not know.</summary>
    /// <param name="number">Its number.</param>
    public static FigureFormat? Find(int number) => number switch { 1 => First, 2 => Second, _ => null };
}
