using System.CommandLine;
using Microsoft.Extensions.Configuration;
using QualiPref.Local;
using QualiPref.Tool.Running;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

/// <summary>What it says of the commands is what they say of themselves. <c>QUALIPREF_ACCEPT_CONTRACTS=1</c> writes it anew.</summary>
public sealed class Its_readme
{
    private static readonly string Readme = Path.Combine(ProjectFolder.Root, "qualipref-platform", "src", "QualiPref.Tool", "README.md");

    private static RootCommand Root => Commands.Root(new ConfigurationBuilder().Build(), TimeProvider.System);

    [Fact]
    public void Lists_every_command_with_its_own_words()
    {
        var expected = Put(Put(File.ReadAllText(Readme), "commands", string.Join('\n', CommandsOf(Root, "").SelectMany(Describe))), "common", Options(Root.Options.Where(option => option.Recursive && option.Name != "--help")));
        if (Environment.GetEnvironmentVariable("QUALIPREF_ACCEPT_CONTRACTS") == "1") File.WriteAllText(Readme, expected);

        Assert.Equal(expected, File.ReadAllText(Readme));
    }

    /// <summary>The chart's, for whoever has no other: a line for each command.</summary>
    [Fact]
    public void Is_what_the_charts_readme_says_of_each_command()
    {
        var chart = Path.Combine(ProjectFolder.Root, "charts", "qualipref", "README.md");
        string[] rows = ["| Command | What it does |", "|---|---|", .. CommandsOf(Root, "").Select(one => $"| `{one.Name}{ArgumentsOf(one.Command)}` | {FirstSentence(one.Command.Description!)} |")];
        var expected = Put(File.ReadAllText(chart), "tool", string.Join('\n', rows));
        if (Environment.GetEnvironmentVariable("QUALIPREF_ACCEPT_CONTRACTS") == "1") File.WriteAllText(chart, expected);

        Assert.Equal(expected, File.ReadAllText(chart));
    }

    [Fact]
    public void Lists_every_exit_code()
    {
        var codes = typeof(ExitCode).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order();
        var listed = File.ReadAllLines(Readme).SkipWhile(line => line != "## What a command ends with").Skip(3).TakeWhile(line => line.StartsWith('|')).Select(line => int.Parse(line.Split('|')[1].Trim(), null));

        Assert.Equal(codes, listed);
    }

    [Fact]
    public async Task Of_every_command_the_help_says_what_it_does()
    {
        foreach (var (name, command) in CommandsOf(Root, ""))
        {
            var help = (await ToolRun.OfAsync([], [.. name.Split(' '), "--help"])).EndsWith(0).Output;
            Assert.True(command.Description is { Length: > 20 } words && help.Contains(words[..20], StringComparison.Ordinal), $"{name} says nothing of itself.");
            Assert.All(command.Options.Concat<Symbol>(command.Arguments), symbol => Assert.True(symbol.Description is { Length: > 10 }, $"{name}: {symbol.Name} says nothing of itself."));
        }
    }

    private static IEnumerable<(string Name, Command Command)> CommandsOf(Command command, string name) => command.Subcommands.SelectMany(one =>
    {
        var whole = $"{name} {one.Name}".Trim();
        return one.Subcommands.Count > 0 ? CommandsOf(one, whole) : [(whole, one)];
    });

    private static IEnumerable<string> Describe((string Name, Command Command) one)
    {
        yield return $"### `{one.Name}{ArgumentsOf(one.Command)}`\n{one.Command.Description}\n";
        if (one.Command.Arguments.Count + one.Command.Options.Count == 0) yield break;
        yield return string.Join('\n', one.Command.Arguments.Select(argument => $"- `<{argument.Name}>`: {argument.Description}")
            .Concat(one.Command.Options.Count > 0 ? [Options(one.Command.Options)] : [])) + "\n";
    }

    private static string ArgumentsOf(Command command) => string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>"));

    private static string FirstSentence(string words) => words.Split(". ")[0].TrimEnd('.');

    private static string Options(IEnumerable<Option> options) => string.Join('\n', options.Select(option =>
        $"- `{option.Name}{(option.HelpName is { } value ? $" <{value}>" : "")}`{(option.Required ? " (needed)" : "")}: {option.Description}"));

    private static string Put(string text, string name, string content)
    {
        var (start, end) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var (from, to) = (text.IndexOf(start, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"The README has no place for its {name}: the lines {start} and {end}.");
        return $"{text[..(from + start.Length)]}\n{content}\n{text[to..]}";
    }
}
