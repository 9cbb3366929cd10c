using QualiPref.Synthetic;

namespace QualiPref.Demo;

/// <summary>What is demonstrated, and where.</summary>
public sealed record DemoOptions
{
    /// <summary>Fewest answers of the year for which every figure of the table has some.</summary>
    public const int FewestAnswers = 1_000;

    /// <summary>Most answers of the year.</summary>
    public const int MostAnswers = 30_000;

    /// <summary>The installation.</summary>
    public required Uri Origin { get; init; }

    /// <summary>What all that is made up follows from: the same seed and year are the same answers.</summary>
    public required int Seed { get; init; }

    /// <summary>Answers of the year that come in batches; everything else follows in proportion.</summary>
    public int YearAnswers { get; init; } = MostAnswers;

    /// <summary>File that keeps the enrolled kiosks between runs.</summary>
    public required string Memory { get; init; }

    /// <summary>Local date of the run: nothing happened after it.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The last full calendar year.</summary>
    public int Year => Today.Year - 1;

    internal SyntheticYearOptions Answers => new()
    {
        Seed = Seed,
        Network = SyntheticNetwork.Essonne,
        Year = Year,
        BatchedAnswers = YearAnswers,
        SingleAnswers = Share(400),
        Complaints = Share(1_100),
        BatchSize = 400,
        LastDay = Today,
    };

    /// <summary>The year before, to compare with: no kiosks yet, and the answers of the register were typed in later.</summary>
    internal SyntheticYearOptions YearBefore => Answers with
    {
        Year = Year - 1,
        BatchedAnswers = 0,
        SingleAnswers = 0,
        ArchivedAnswers = Share(2_500),
        Complaints = Share(950),
    };

    /// <summary>The running year: what its last weeks left on the desk.</summary>
    internal SyntheticYearOptions RunningYear => Answers with { Year = Year + 1 };

    /// <summary>First day of reception of the running year's cases.</summary>
    internal DateOnly RecentlyFrom => Today.AddDays(-42);

    private int Share(int ofAll) => (int)((long)ofAll * YearAnswers / MostAnswers);
}
