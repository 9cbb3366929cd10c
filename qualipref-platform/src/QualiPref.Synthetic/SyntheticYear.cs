using System.Globalization;
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

    /// <summary>The cases of a year that is not over, received from a day on and until <see cref="SyntheticYearOptions.LastDay"/>; none that the server dates.</summary>
    /// <param name="options">What the whole year is made of; only its cases count.</param>
    /// <param name="from">First day of reception.</param>
    public static IReadOnlyList<IReadOnlyList<SyntheticRequest>> RecentCases(SyntheticYearOptions options, DateOnly from)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. new CaseWriter(options).Chains().Where(chain => chain.OfType<FileCase>().All(filed => filed.Filing.ReceivedOn >= from && filed.Filing.ReceivedOn <= options.LastDay))];
    }

    /// <summary>The calls lost and received that each site counts each month of the year: about one in ten lost, fewer where there is less traffic.</summary>
    /// <param name="options">Network, year and seed.</param>
    public static IReadOnlyList<IReadOnlyList<SyntheticRequest>> LostCalls(SyntheticYearOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var random = new Random(options.Seed ^ options.Year);
        return
        [
            .. from site in options.Network.Sites
               from month in Enumerable.Range(1, 12)
               let calls = (int)(site.Share * random.Next(3_200, 4_600))
               let lost = (int)(calls * (0.07 + (0.06 * site.Share) + (0.03 * random.NextDouble())))
               let of = string.Create(CultureInfo.InvariantCulture, $"{options.Year}-{month:00}")
               select new SyntheticRequest[]
               {
                   new TypeMeasurement(Id(options, $"calls/{site.Code}/{month}"), new("phone.lostCalls", site.Code, of, lost, calls, "Relevé du standard téléphonique")),
               },
        ];
    }

    private static bool IsLate(IReadOnlyList<SyntheticRequest> chain) => chain[0] is PostBatch { Kiosk.Trouble: KioskTrouble.Offline };

    internal static Guid Id(SyntheticYearOptions options, string what) =>
        NameBasedUuid.Of(FormattableString.Invariant($"{options.Network.Code}/{options.Year}/{options.Seed}/{what}"));
}
