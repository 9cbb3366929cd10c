using System.Globalization;
using System.Text.Json;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;

namespace QualiPref.Tool.Backup;

/// <summary>What is said of a backup that was written or read.</summary>
internal static class BackupWords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Says it, as JSON in one line for each file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="what">What was done with the file.</param>
    /// <param name="name">The file; null for the standard output.</param>
    /// <param name="contents">What it holds.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="json">Whether programs read it.</param>
    public static void Tell(TextWriter output, string what, string? name, BackupContents contents, TimeSpan took, bool json)
    {
        var (code, at, prefix) = contents.Header;
        var file = name is null ? null : Path.GetFullPath(name);
        var received = new Dictionary<string, long> { [ServiceNames.Surveys] = contents.Responses - contents.Unplaced, [ServiceNames.Complaints] = contents.Cases };
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { file, contents.Documents, code, at, prefix, received, seconds = Math.Round(took.TotalSeconds, 1) }, Json));
            return;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what} {file ?? "the standard output"}: {contents.Documents.Values.Sum():N0} documents of databases {prefix}_*, backup of {at:u} by version {code} (this is {CodeVersion.Text}), in {took.TotalSeconds:0.0} s."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"`qualipref balance --period all` then has received: surveys {received[ServiceNames.Surveys]:N0}, complaints {received[ServiceNames.Complaints]:N0}."));
        if (contents.Unplaced > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Answers that could not be read and name no site, and are in no balance: {contents.Unplaced:N0}."));
    }
}
