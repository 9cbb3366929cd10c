using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace QualiPref.LocalProvider;

/// <summary>A person's session with the provider, kept whole in the browser's cookie.</summary>
/// <param name="Id">Known to clients as <c>sid</c>.</param>
/// <param name="Person">Key of the person.</param>
/// <param name="Since">When the person chose to be this one.</param>
/// <param name="Parties">Origins of the portals that were told of it, and are told when it ends.</param>
internal sealed record ProviderSession(string Id, string Person, DateTimeOffset Since, IReadOnlyList<string> Parties);

/// <summary>The session of the browser that asks.</summary>
internal sealed class Sessions(IHttpContextAccessor accessor, EndedSessions ended, TimeProvider time)
{
    /// <summary>As long as ProConnect's.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string Person = "person", Since = "since", Id = "sid", Party = "party";

    public static void Configure(CookieAuthenticationOptions cookie, ProviderSettings settings)
    {
        // Browsers send cookies to every port of a machine.
        cookie.Cookie.Name = $"local-provider-{settings.Address.Port}";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.HttpOnly = true;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = false;
    }

    public async Task<ProviderSession?> CurrentAsync()
    {
        var result = await accessor.HttpContext!.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (result.Principal is not { } principal) return null;
        var session = new ProviderSession(
            principal.FindFirstValue(Id)!,
            principal.FindFirstValue(Person)!,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(principal.FindFirstValue(Since)!, CultureInfo.InvariantCulture)),
            [.. principal.FindAll(Party).Select(party => party.Value)]);
        return IsOpen(session.Id, session.Since) ? session : null;
    }

    public bool IsOpen(string id, DateTimeOffset since) => !ended.Contains(id) && time.GetUtcNow() < since + Lifetime;

    /// <summary>Begins a session. One of the same person that goes on keeps its id: whoever proves anew to be there has not become another.</summary>
    public async Task BeginAsync(Person person)
    {
        var before = await CurrentAsync();
        if (before is not null && before.Person != person.Key) before = null;
        await WriteAsync(new ProviderSession(
            before?.Id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), person.Key, time.GetUtcNow(), before?.Parties ?? []));
    }

    public async Task NoteAsync(ProviderSession session, string party)
    {
        if (!session.Parties.Contains(party)) await WriteAsync(session with { Parties = [.. session.Parties, party] });
    }

    public async Task EndAsync(string id)
    {
        ended.Add(id);
        await accessor.HttpContext!.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private Task WriteAsync(ProviderSession session) => accessor.HttpContext!.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(Id, session.Id),
                new Claim(Person, session.Person),
                new Claim(Since, session.Since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                .. session.Parties.Select(party => new Claim(Party, party)),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme)),
        new AuthenticationProperties { ExpiresUtc = session.Since + Lifetime });
}

/// <summary>Ids of the sessions that ended before their time; they stay ended when the provider is started again.</summary>
internal sealed class EndedSessions
{
    private readonly string _file;
    private readonly ConcurrentDictionary<string, bool> _ids;
    private readonly Lock _writing = new();

    public EndedSessions(ProviderSettings settings)
    {
        _file = Path.Combine(settings.Data, "ended-sessions");
        Directory.CreateDirectory(settings.Data);
        _ids = new(File.Exists(_file) ? File.ReadLines(_file).Select(id => KeyValuePair.Create(id, true)) : []);
    }

    public bool Contains(string id) => _ids.ContainsKey(id);

    public void Add(string id)
    {
        if (!_ids.TryAdd(id, true)) return;
        lock (_writing) File.AppendAllLines(_file, [id]);
    }
}

/// <summary>Codes that were exchanged: each is good once. They live for half a minute, so that they are forgotten when the provider ends.</summary>
internal sealed class UsedCodes
{
    private readonly ConcurrentDictionary<string, bool> _codes = [];

    /// <summary>False when it was used before.</summary>
    public bool Use(string code) => _codes.TryAdd(code, true);
}
