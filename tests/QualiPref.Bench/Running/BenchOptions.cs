using QualiPref.Local;

namespace QualiPref.Bench.Running;

/// <summary>How much is measured.</summary>
internal sealed record BenchOptions
{
    /// <summary>One short run of everything: shows that the bench works, its numbers mean little.</summary>
    public bool Quick { get; init; }

    /// <summary>What is measured, by the names of its rows; empty for all.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Runs of each row; the median is printed.</summary>
    public int Runs => Quick ? 1 : 5;

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 1 : 3);

    public TimeSpan IntakeLoad => TimeSpan.FromSeconds(Quick ? 2 : 6);

    public TimeSpan FreshnessLoad => TimeSpan.FromSeconds(Quick ? 5 : 30);

    public int Backlog => Quick ? 10_000 : 100_000;

    /// <summary>Runs of what takes ten minutes and more.</summary>
    public int LongRuns => Quick ? 1 : 3;

    /// <summary>Random answers that are made before the clock runs; they come again after that, under other ids.</summary>
    public int PreparedAnswers => Quick ? 5_000 : 100_000;

    /// <summary>Until the host has compiled what it runs.</summary>
    public TimeSpan RandomWarmUp => TimeSpan.FromSeconds(Quick ? 2 : 10);

    public TimeSpan RandomLoad => TimeSpan.FromSeconds(Quick ? 3 : 10);

    public TimeSpan EnduranceLoad => TimeSpan.FromSeconds(Quick ? 10 : 600);

    /// <summary>Kiosks that come back at the same moment.</summary>
    public int Kiosks => Quick ? 4 : 40;

    /// <summary>What each of them kept meanwhile.</summary>
    public int AnswersPerKiosk => Quick ? 500 : 5_000;

    /// <summary>Facts of the national year.</summary>
    public long NationalFacts => Quick ? 200_000 : 10_000_000;

    /// <summary>Cases of the national year, with what becomes of them.</summary>
    public int NationalCases => Quick ? 250 : 2_500;

    /// <summary>Answers of the national year that is frozen.</summary>
    public long FrozenFacts => Quick ? 100_000 : 1_000_000;

    /// <summary>How long each rate of the sizing is kept up.</summary>
    public TimeSpan SizingLoad => TimeSpan.FromSeconds(Quick ? 10 : 180);

    /// <summary>How long a system at rest is watched for the sizing.</summary>
    public TimeSpan SizingRest => TimeSpan.FromSeconds(Quick ? 5 : 60);

    /// <summary>Null, with the reason on standard error, when the command line is not understood.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="known">Names of all rows.</param>
    public static BenchOptions? Parse(string[] args, IReadOnlyCollection<string> known)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") options = options with { Quick = true };
            else if (args[i] == "--rows" && i + 1 < args.Length) options = options with { Rows = args[++i].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
            else
            {
                Console.Error.WriteLine($"Unknown: {args[i]}. Usage: [--quick] [--rows NAME,NAME...]; rows: {string.Join(", ", known)}.");
                return null;
            }
        }
        if (options.Rows.Except(known).ToList() is { Count: > 0 } unknown)
        {
            Console.Error.WriteLine($"No such row: {string.Join(", ", unknown)}. There are {string.Join(", ", known)}.");
            return null;
        }
        if (ProjectFolder.Configuration == "release") return options;
        Console.Error.WriteLine("The bench measures Release builds: run it with -c Release (make bench does).");
        return null;
    }
}

/// <summary>A measurement that could not be taken; the message says why.</summary>
internal sealed class BenchException(string message) : Exception(message);

/// <summary>Databases, logs and keys of the systems under measurement: emptied before, deleted after.</summary>
internal sealed class WorkFolder : IAsyncDisposable
{
    private readonly string _path;

    public WorkFolder(string path)
    {
        _path = path;
        Delete();
    }

    public string For(string system) => Directory.CreateDirectory(Path.Combine(_path, system)).FullName;

    public ValueTask DisposeAsync()
    {
        Delete();
        return ValueTask.CompletedTask;
    }

    private void Delete()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
    }
}
