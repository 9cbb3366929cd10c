using System.Diagnostics;
using System.Globalization;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_killed_launcher
{
    [Fact]
    public async Task Leaves_no_part_behind()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var launcher = Launch(folder.Path);
        var line = await launcher.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancel);
        var parts = line!.Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, parts.Length);
        Assert.All(parts, id => Assert.True(Runs(id)));

        launcher.Kill();

        await Eventually.ReadsAsync(
            "every part has ended with its launcher",
            _ => Task.FromResult(string.Join(' ', parts.Where(Runs))),
            running => running == "",
            cancellationToken: cancel);
        await Eventually.HoldsAsync("nothing else of it runs", _ => Task.FromResult(!AnyOf(folder.Path)), cancellationToken: cancel);
    }

    [Fact]
    public async Task Leaves_no_part_behind_when_it_was_about_to_start_one()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        // Holds a part up just before it ties its life to that of the launcher.
        Directory.CreateDirectory(folder["slow"]);
        await File.WriteAllTextAsync(folder["slow/setpriv"], $"#!/bin/sh\n[ -e '{folder["reached"]}' ] && exec /usr/bin/setpriv \"$@\"\n"
            + $": >'{folder["reached"]}'\nuntil [ -e '{folder["killed"]}' ]; do sleep 0.02; done\nexec /usr/bin/setpriv \"$@\"\n", cancel);
        File.SetUnixFileMode(folder["slow/setpriv"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var launcher = Launch(folder.Path, folder["slow"]);
        await Eventually.HoldsAsync("a part is about to start", _ => Task.FromResult(File.Exists(folder["reached"])), TimeSpan.FromSeconds(30), cancel);

        launcher.Kill();
        await launcher.WaitForExitAsync(cancel);
        await File.WriteAllTextAsync(folder["killed"], "", cancel);

        await Eventually.HoldsAsync("nothing of it runs", _ => Task.FromResult(!AnyOf(folder.Path)), cancellationToken: cancel);
    }

    private static Process Launch(string folder, string? programs = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { ProjectFolder.BuiltAssembly("QualiPref.Local.TestHost"), "launch", folder },
            RedirectStandardOutput = true,
        };
        if (programs is not null) start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        return Process.Start(start)!;
    }

    // A process that has ended may keep its entry until its parent looks; it has no command line any more.
    private static bool Runs(int id) => CommandOf($"/proc/{id}") != "";

    private static bool AnyOf(string folder) =>
        Directory.GetDirectories("/proc").Any(process =>
            int.TryParse(Path.GetFileName(process), out _) && (CommandOf(process) + EnvironmentOf(process)).Contains(folder, StringComparison.Ordinal));

    private static string CommandOf(string process) => Read(process + "/cmdline");

    private static string EnvironmentOf(string process) => Read(process + "/environ");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
