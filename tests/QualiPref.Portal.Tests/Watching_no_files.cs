using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>A machine lets one user have few watchers of files, and whoever comes too late for one fails.</summary>
[Collection(AtTheCounter.Name)]
public sealed class Watching_no_files(PortalSystem system)
{
    private const string Watcher = "anon_inode:inotify";

    [Fact]
    public async Task A_process_serves_its_pages_and_assets()
    {
        using var visitor = system.Call();
        foreach (var path in (string[])["/", "/assets/portail.css", "/borne?site=91-EVRY&questionnaire=accueil-general"])
            Assert.Equal(System.Net.HttpStatusCode.OK, (await visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);

        var open = new DirectoryInfo($"/proc/{system.Process.ProcessId}/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget ?? "").ToList();

        Assert.Contains(open, target => target.StartsWith("socket:", StringComparison.Ordinal));
        Assert.DoesNotContain(Watcher, open);
    }
}
