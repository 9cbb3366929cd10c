using System.Globalization;
using QualiPref.Synthetic;

namespace QualiPref.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions
{
    private const string Usage = "Usage : demo [http://127.0.0.1:8080] [--seed 1] [--memory .data/demo-kiosks.json]";

    public required Uri Origin { get; init; }

    public required int Seed { get; init; }

    /// <summary>File that keeps the enrolled kiosks between runs.</summary>
    public required string Memory { get; init; }

    /// <summary>Local date of the run: nothing happened after it.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The last full calendar year.</summary>
    public int Year => Today.Year - 1;

    public SyntheticYearOptions Answers => new()
    {
        Seed = Seed,
        Network = SyntheticNetwork.Essonne,
        Year = Year,
        BatchedAnswers = 30_000,
        SingleAnswers = 400,
        Complaints = 1_100,
        BatchSize = 400,
        LastDay = Today,
    };

    /// <summary>The year before, to compare with: no kiosks yet, and the answers of the register were typed in later.</summary>
    public SyntheticYearOptions YearBefore => Answers with
    {
        Year = Year - 1,
        BatchedAnswers = 0,
        SingleAnswers = 0,
        ArchivedAnswers = 2_500,
        Complaints = 950,
    };

    /// <summary>The running year: what its last weeks left on the desk.</summary>
    public SyntheticYearOptions RunningYear => Answers with { Year = Year + 1 };

    /// <summary>First day of reception of the running year's cases.</summary>
    public DateOnly RecentlyFrom => Today.AddDays(-42);

    public static DemoOptions Parse(string[] arguments, TimeProvider clock)
    {
        var options = new DemoOptions
        {
            Origin = new Uri("http://127.0.0.1:8080"),
            Seed = 1,
            Memory = Path.Combine(".data", "demo-kiosks.json"),
            Today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime),
        };
        for (var i = 0; i < arguments.Length; i++)
        {
            options = (arguments[i], i + 1 < arguments.Length ? arguments[i + 1] : null) switch
            {
                ("--seed", { } text) when int.TryParse(text, CultureInfo.InvariantCulture, out var seed) => options with { Seed = seed },
                ("--memory", { } path) => options with { Memory = path },
                (['h', 't', 't', 'p', ..] text, _) when Uri.TryCreate(text, UriKind.Absolute, out var origin) => options with { Origin = origin },
                var (text, _) => throw new DemoException($"Argument non compris : {text}\n{Usage}"),
            };
            if (arguments[i].StartsWith("--", StringComparison.Ordinal))
                i++;
        }
        return options;
    }
}
