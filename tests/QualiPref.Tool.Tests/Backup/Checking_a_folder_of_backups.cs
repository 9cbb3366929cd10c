using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Tool.Tests.Backup;

public sealed class Checking_a_folder_of_backups(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_of_each_by_its_name_whether_it_is_whole()
    {
        await using var installation = new Installation(engine);
        foreach (var name in (string[])["monday.qualipref", "tuesday.qualipref"]) Assert.Equal(0, await installation.BackupAsync(installation.File(name)));
        await File.WriteAllTextAsync(installation.File("notes"), "no backup, and none by its name", Token);
        var folder = Path.GetDirectoryName(installation.File("monday.qualipref"))!;

        Assert.Equal(0, await installation.RestoreAsync(folder, "--check-only"));
        var (fine, all) = installation.Said;
        Assert.Equal(0, await installation.RestoreAsync(folder, "--check-only", "--json"));
        var files = installation.Said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("file").GetString());
        await File.WriteAllTextAsync(installation.File("sunday.qualipref"), "cut off", Token);
        Assert.Equal(1, await installation.RestoreAsync(folder, "--check-only"));

        Assert.Contains($"Whole: {installation.File("monday.qualipref")}: 0 documents", fine, StringComparison.Ordinal);
        Assert.Contains($"Whole: {installation.File("tuesday.qualipref")}: 0 documents", fine, StringComparison.Ordinal);
        Assert.Contains("2, all of them whole.", all, StringComparison.Ordinal);
        Assert.Equal([installation.File("monday.qualipref"), installation.File("tuesday.qualipref")], files);
        Assert.Contains($"{installation.File("sunday.qualipref")}: This is no whole backup", installation.Said.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be restored: 1 of 3.", installation.Said.Error, StringComparison.Ordinal);
        Assert.Contains(installation.File("tuesday.qualipref"), installation.Said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_is_wrong_and_says_what_is_there()
    {
        await using var installation = new Installation(engine);
        await File.WriteAllTextAsync(installation.File("monday.qualipref.unfinished"), "", Token);

        Assert.Equal(2, await installation.RestoreAsync(Path.GetDirectoryName(installation.File("x"))!, "--check-only"));

        Assert.Contains("has no backup", installation.Said.Error, StringComparison.Ordinal);
        Assert.Contains("monday.qualipref.unfinished", installation.Said.Error, StringComparison.Ordinal);
    }
}
