namespace QualiPref.Testing;

/// <summary>
/// What really came in one year, to compare with: 65 complaints and suggestions from 1 January to 16 September 2014, by one letter, two e-mails and 62
/// slips from the box, of which 17 on the wait at the counter (published by the press). The other motives were not published and stay unknown; nor were
/// the days between and how many were suggestions, which are made up here.
/// </summary>
public static class LotEtGaronne2014
{
    /// <summary>Network, site and period as services name them.</summary>
    public const string Network = "lot-et-garonne", Site = "47-AGEN", Period = "2014";

    /// <summary>How many came.</summary>
    public const int Total = 65;

    /// <summary>What came, by day.</summary>
    public static IReadOnlyList<(string Day, string Kind, string Channel, string? Motive, int Count)> Received { get; } =
    [
        ("2014-01-01", "complaint", "letter", null, 1),
        ("2014-01-01", "complaint", "desk-slip", "attente", 17),
        ("2014-05-12", "complaint", "email", null, 2),
        ("2014-05-12", "complaint", "desk-slip", null, 40),
        ("2014-09-16", "suggestion", "desk-slip", null, 5),
    ];

    /// <summary>The same as figures show it.</summary>
    public static IReadOnlyList<(string Channel, string Motive, int Count)> ByChannelAndMotive { get; } =
        [("desk-slip", "attente", 17), ("desk-slip", "nonQualifie", 45), ("email", "nonQualifie", 2), ("letter", "nonQualifie", 1)];
}
