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

    /// <summary>The last full calendar year.</summary>
    public required int Year { get; init; }

    public SyntheticYearOptions Answers => new()
    {
        Seed = Seed,
        Network = SyntheticNetwork.Essonne,
        Year = Year,
        BatchedAnswers = 30_000,
        SingleAnswers = 600,
        Complaints = 1_200,
        BatchSize = 400,
        LastDay = new DateOnly(Year, 12, 31),
    };

    /// <summary>Complaints of the year before, so that the table has something to compare with; answers may not be that old.</summary>
    public SyntheticYearOptions YearBefore => Answers with
    {
        Year = Year - 1,
        BatchedAnswers = 0,
        SingleAnswers = 0,
        Complaints = 1_050,
        LastDay = new DateOnly(Year, 1, 31),
    };

    public static DemoOptions Parse(string[] arguments, TimeProvider clock)
    {
        var options = new DemoOptions
        {
            Origin = new Uri("http://127.0.0.1:8080"),
            Seed = 1,
            Memory = Path.Combine(".data", "demo-kiosks.json"),
            Year = clock.GetLocalNow().Year - 1,
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
