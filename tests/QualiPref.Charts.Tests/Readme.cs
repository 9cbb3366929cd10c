using System.Text.RegularExpressions;

namespace QualiPref.Charts.Tests;

/// <summary>Commands of the chart's README, as they stand there.</summary>
internal static partial class Readme
{
    private static string Text { get; } = File.ReadAllText(Path.Combine(Render.Chart, "README.md"));

    /// <summary>A function of the shell.</summary>
    public static string Function(string name) => Regex.Match(Text, $@"^{Regex.Escape(name)}\(\) {{\n.*?^}}$", RegexOptions.Singleline | RegexOptions.Multiline).Value;

    /// <summary>All commands under a heading.</summary>
    public static string Commands(string heading)
    {
        var section = Text.Split($"\n{heading}\n") is [_, var from] ? from : throw new ArgumentException($"The README has not one heading {heading}.", nameof(heading));
        return string.Join('\n', Blocks().Matches(section.Split("\n#", 2)[0]).Select(block => block.Groups["text"].Value));
    }

    [GeneratedRegex(@"^ *```(ba)?sh\n(?<text>.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
