using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>
/// The requests of one year of a network, made from a seed. Requests of one chain go in order, each after the acknowledgement of the one
/// before; chains go in any order, and those of kiosks that were offline are given last.
/// </summary>
public static class SyntheticYear
{
    /// <summary>All chains of the year, shuffled by the seed; late ones at the end.</summary>
    /// <param name="options">What the year is made of.</param>
    /// <exception cref="ArgumentException">The year is not wholly past on <see cref="SyntheticYearOptions.LastDay"/>, or a batch is too large.</exception>
    public static IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains(SyntheticYearOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.LastDay < new DateOnly(options.Year, 12, 31))
            throw new ArgumentException("The year must be over on its last day of work.", nameof(options));
        if (options.BatchSize is < 1 or > 500)
            throw new ArgumentException("A batch takes 1 to 500 answers.", nameof(options));

        var answers = new AnswerWriter(options).Chains().ToLookup(IsLate);
        IReadOnlyList<SyntheticRequest>[] chains = [.. answers[false], .. new CaseWriter(options).Chains()];
        new Random(options.Seed).Shuffle(chains);
        return [.. chains, .. answers[true]];
    }

    private static bool IsLate(IReadOnlyList<SyntheticRequest> chain) => chain[0] is PostBatch { Kiosk.Trouble: KioskTrouble.Offline };

    internal static Guid Id(SyntheticYearOptions options, string what) =>
        NameBasedUuid.Of(FormattableString.Invariant($"{options.Network.Code}/{options.Year}/{options.Seed}/{what}"));
}
