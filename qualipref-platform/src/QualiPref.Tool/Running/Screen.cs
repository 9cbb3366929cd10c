using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QualiPref.Tool.Running;

/// <summary>
/// What a command says: its result to standard output, as tables for people or as one JSON document for programs, and all else to standard error. Nothing from elsewhere
/// gets there but as <see cref="Plain"/> text.
/// </summary>
internal sealed class Screen
{
    // Beyond every table: what is not read on a terminal is searched line by line.
    private const int Endless = 10_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // French stays readable. All ranges would let through what turns the direction of a line.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.LatinExtendedA),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly TextWriter _output;
    private readonly bool _isTerminal;
    private readonly IAnsiConsole _people;
    private readonly IAnsiConsole _errors;

    public Screen(bool isJson, TextWriter output, TextWriter errors)
    {
        IsJson = isJson;
        _output = output;
        _isTerminal = output == Console.Out && !Console.IsOutputRedirected;
        _people = ConsoleOn(output, _isTerminal);
        _errors = ConsoleOn(errors, errors == Console.Error && !Console.IsErrorRedirected);
    }

    /// <summary>Whether programs read the result.</summary>
    public bool IsJson { get; }

    /// <summary>Shows a result.</summary>
    /// <param name="result">What programs get.</param>
    /// <param name="forPeople">Shows it to people.</param>
    public void Show<T>(T result, Action forPeople)
    {
        if (IsJson) _output.WriteLine(JsonSerializer.Serialize(result, Json));
        else forPeople();
    }

    /// <summary>A sentence for people, within <see cref="Show"/>.</summary>
    public void Line(string text) => _people.WriteLine(Plain.Lines(text));

    /// <summary>A document for people, within <see cref="Show"/>: in a file or a pipe as it came, letter by letter.</summary>
    public void Document(string text) => _output.Write(_isTerminal ? Plain.Lines(text) : text);

    /// <summary>A table for people, within <see cref="Show"/>. Its first column is never broken: what it names can be pasted.</summary>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (index, title) in head.Index())
        {
            table.AddColumn(new TableColumn(new Text(title)) { NoWrap = index == 0 });
        }
        foreach (var row in rows) table.AddRow(row.Select(cell => (IRenderable)new Text(Plain.Line(cell))));
        _people.Write(table);
    }

    /// <summary>Something to know besides the result.</summary>
    public void Note(string text) => _errors.WriteLine(Plain.Lines(text));

    /// <summary>Why the command ends without a result.</summary>
    public void Fail(string message, int exitCode)
    {
        if (IsJson) _output.WriteLine(JsonSerializer.Serialize(new Ending(message, exitCode), Json));
        else Note($"error: {message}");
    }

    /// <summary>Does long work, and shows how far it is: as a bar on a terminal, else a line for each tenth.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="work">Does it; is given what to tell of a share between 0 and 1.</param>
    public async Task<T> FollowAsync<T>(string what, Func<Action<double>, Task<T>> work)
    {
        if (!_errors.Profile.Capabilities.Interactive) return await work(Tenths(what));
        return await _errors.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(Plain.Line(what)), maxValue: 1);
                return await work(share => task.Value = share);
            });
    }

    /// <summary>A number as people read it here.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A moment as people read it here.</summary>
    public static string Moment(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never";

    private Action<double> Tenths(string what)
    {
        var told = 0;
        return share =>
        {
            var tenth = (int)(share * 10);
            if (tenth <= told) return;
            told = tenth;
            Note($"{what}: {tenth * 10} %");
        };
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal) console.Profile.Width = Endless;
        return console;
    }

    private sealed record Ending(string Error, int ExitCode);
}
