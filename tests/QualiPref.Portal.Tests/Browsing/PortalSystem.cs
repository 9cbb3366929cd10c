using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Local;
using QualiPref.Testing;
using Xunit.Sdk;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What anybody does: kiosk, complaint, pages for all, and the way in.</summary>
[CollectionDefinition(Name)]
public sealed class AtTheCounter : ICollectionFixture<PortalSystem>
{
    public const string Name = "at the counter";
}

/// <summary>What staff does once signed in.</summary>
[CollectionDefinition(Name)]
public sealed class AtTheDesk : ICollectionFixture<PortalSystem>
{
    public const string Name = "at the desk";
}

/// <summary>The whole system in the distributed shape: the real broker between its services.</summary>
public sealed class DistributedPortalSystem() : PortalSystem(SystemShape.Distributed);

/// <summary>The whole system with the real engine, and the real browser in front of it.</summary>
public class PortalSystem : WholeSystem
{
    internal static readonly string[] BrowserFlags =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>What a page may take before it counts as stuck, in milliseconds: how fast pages are is said by the bench.</summary>
    private const int Patience = 30_000;

    /// <summary>For how long somebody stays signed in here: some steps ask for a sign-in of the last fifteen minutes, and all tests together may take longer.</summary>
    private static readonly TimeSpan Signed = TimeSpan.FromMinutes(8);

    /// <summary>Cookies of a sample person who has signed in, and when, by role.</summary>
    private readonly Dictionary<string, (string Cookies, long At)> _sessions = [];

    private readonly List<(ITest? Of, IBrowserContext Context)> _open = [];

    /// <summary>The pages of browsers that stay open, by role.</summary>
    private readonly Dictionary<string, IPage> _kept = [];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>In one process.</summary>
    public PortalSystem()
        : this(SystemShape.AllInOne)
    {
    }

    protected PortalSystem(SystemShape shape)
        : base(shape)
    {
    }

    public ServiceProcess Process => Parts["all-in-one"];

    /// <summary>Last full calendar year: nobody files or answers in it while the tests run.</summary>
    public static int LastYear { get; } = SiteCalendar.Today.Year - 1;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium(), Args = BrowserFlags });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        var log = Parts is null ? "" : string.Concat(Parts.Services.Select(service => File.ReadAllText(service.LogFile)));
        await base.DisposeAsync();
        // Whatever the tests looked at keeps to its own policy: the browser says so where a page does not.
        Assert.DoesNotContain("A browser refused something", log, StringComparison.Ordinal);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// A fresh browser: no cookie, nothing kept, closed once its test is over. Another address than the system's is that of a portal with stand-ins.
    /// </summary>
    public Task<IPage> OpenAsync(string path, bool javaScript = true, int width = 1280, int height = 900, string? address = null) =>
        OpenAsync(path, javaScript, width, height, address, session: null);

    /// <summary>A fresh device with a screen to touch and nothing else: a page of it.</summary>
    public Task<IPage> OpenOnTouchScreenAsync(string path, int width, int height) => OpenAsync(path, javaScript: true, width, height, address: null, session: null, touch: true);

    private async Task<IPage> OpenAsync(string path, bool javaScript, int width, int height, string? address, string? session, bool touch = false)
    {
        var test = TestContext.Current.Test;
        foreach (var left in _open.Where(one => one.Of != test).ToList())
        {
            await left.Context.CloseAsync();
            _open.Remove(left);
        }
        var context = await NewContextAsync(javaScript, width, height, address, session, touch);
        _open.Add((test, context));
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private async Task<IBrowserContext> NewContextAsync(bool javaScript = true, int width = 1280, int height = 900, string? address = null, string? session = null, bool touch = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address ?? Address,
            JavaScriptEnabled = javaScript,
            Locale = "fr-FR",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            StorageState = session,
            HasTouch = touch,
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>
    /// A page that is only looked at, by nobody in particular or by somebody of a role: in a browser that stays open from test to test, for a fresh one reads
    /// all scripts, styles and letters anew.
    /// </summary>
    public async Task<IPage> LookAtAsync(string path, string? role = null)
    {
        if (!_kept.TryGetValue(role ?? "", out var page))
        {
            if (role is not null) await SignInAsync(role, "/");
            var context = await NewContextAsync(session: role is null ? null : _sessions[role].Cookies);
            _kept[role ?? ""] = page = await context.NewPageAsync();
        }
        await page.SetViewportSizeAsync(1280, 900);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A fresh browser with an enrolled kiosk; its clock can be put forward.</summary>
    public async Task<IPage> OpenKioskAsync(string site, string? code = null)
    {
        var page = await OpenAsync("/suivi");
        await page.Clock.InstallAsync();
        await page.GotoAsync("/borne");
        await page.EnrolAsync(code ?? await NewKioskAsync(site));
        return page;
    }

    /// <summary>
    /// A fresh browser in which somebody of a role has signed in: through the page for the first, with the same cookies for the others. Another address than the
    /// system's is that of one more replica of its portal.
    /// </summary>
    public async Task<IPage> SignInAsync(string role, string path, bool javaScript = true, int width = 1280, int height = 900, string? address = null)
    {
        if (!_sessions.TryGetValue(role, out var known) || TimeProvider.System.GetElapsedTime(known.At) > Signed)
        {
            var first = await OpenAsync($"/connexion?retour={Uri.EscapeDataString(address is null ? path : "/")}", javaScript, width, height);
            await first.SignInAsAsync(role);
            await first.ArrivesAtAsync(address is null ? path : "/", ends: true);
            _sessions[role] = known = (await first.Context.StorageStateAsync(), TimeProvider.System.GetTimestamp());
            if (address is null) return first;
        }
        return await OpenAsync(path, javaScript, width, height, address, known.Cookies);
    }

    /// <summary>A client of the public calls with the token of a role, or with none.</summary>
    public HttpClient Call(string? role = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(Address) };
        if (role is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SampleToken.Sign(Parts.Keys, [role], ["*"], "Essai"));
        return http;
    }

    /// <summary>The one-time code of a new kiosk.</summary>
    public async Task<string> NewKioskAsync(string site) => (await this.CreateKioskAsync(site)).Code;

    /// <summary>Files a case through the public call; answers its id.</summary>
    public async Task<Guid> FileAsync(string site, string subject)
    {
        using var http = Call("agent");
        using var response = await http.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site,
            kind = "complaint",
            channel = "web",
            subject,
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Usager 12", email = "usager12@exemple.invalid", language = "fr" },
        });
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>A slip that somebody found after three years: kept without being counted. Answers its id.</summary>
    public async Task<Guid> KeepAsideAsync(string site)
    {
        var id = Guid.CreateVersion7();
        using var agent = Call("agent");
        using var answer = await agent.PutAsJsonAsync($"/api/surveys/v1/responses/{id}", new
        {
            site,
            questionnaire = "accueil-general",
            version = 1,
            channel = "paper",
            answeredAt = TimeProvider.System.GetUtcNow().AddYears(-3),
            answers = new Dictionary<string, string> { ["global"] = "satisfait" },
            comment = "Accueil clair.",
        });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        return id;
    }

    // The engine of Chromium without its windows: the same pages in two thirds of the time.
    internal static string Chromium()
    {
        const string Debian = "/usr/bin/chromium-headless-shell";
        return File.Exists(Debian) ? Debian : throw new InvalidOperationException($"{Debian} is missing; scripts/setup installs it.");
    }
}
