using System.Diagnostics;
using Microsoft.Playwright;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>A device with a disk of its own: its browser can be killed, and starts again with what it kept.</summary>
internal sealed class KioskDevice(string address) : IAsyncDisposable
{
    private readonly string _profile = Directory.CreateTempSubdirectory("qualipref-kiosk-").FullName;
    private IPlaywright? _playwright;
    private IBrowserContext? _context;

    public IPage Page { get; private set; } = null!;

    public IBrowserContext Context => _context!;

    /// <summary>Switches it on at a time of its own clock.</summary>
    public async Task StartAsync(DateTimeOffset clock)
    {
        _playwright ??= await Playwright.CreateAsync();
        _context = await _playwright.Chromium.LaunchPersistentContextAsync(_profile, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = PortalSystem.Chromium(),
            Args = PortalSystem.BrowserFlags,
            BaseURL = address,
            Locale = "fr-FR",
            ViewportSize = new ViewportSize { Width = 1080, Height = 1920 },
        });
        await _context.Clock.InstallAsync(new ClockInstallOptions { TimeDate = clock.UtcDateTime });
        Page = _context.Pages[0];
        await Page.GotoAsync("/borne");
    }

    /// <summary>Sets its clock; the clock that nobody can set goes on as it was, as in a device that slept.</summary>
    public Task SetClockAsync(DateTimeOffset clock) => Page.Clock.SetSystemTimeAsync(clock.UtcDateTime);

    /// <summary>Pulls the plug.</summary>
    public async Task KillAsync()
    {
        var closed = new TaskCompletionSource();
        _context!.Close += (_, _) => closed.TrySetResult();
        foreach (var process in Browsers(withTheirChildren: false)) process.Kill();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        var left = Browsers(withTheirChildren: true);
        foreach (var process in left) process.Kill();
        foreach (var process in left) await process.WaitForExitAsync();
        _playwright?.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private List<Process> Browsers(bool withTheirChildren) => [.. Process.GetProcesses().Where(process =>
    {
        var line = Read($"/proc/{process.Id}/cmdline");
        return line.Contains("chrom", StringComparison.Ordinal) && line.Contains(_profile, StringComparison.Ordinal) && (withTheirChildren || !line.Contains("--type=", StringComparison.Ordinal));
    })];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
