using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The sample person who administers, at the pages of access: whom they invite, who acts for whom, who has left.</summary>
internal sealed class Administrator : IDisposable
{
    private readonly Surfer _browser;

    private Administrator(Surfer browser) => _browser = browser;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Signs in at the local provider: what is decided here asks for a sign-in of the last quarter of an hour.</summary>
    public static async Task<Administrator> SignInAsync(RunningSystem system)
    {
        var browser = new Surfer(system.Address);
        var door = await browser.OpenAsync("/connexion/depart?retour=/acces", Token);
        var page = await browser.SubmitAsync(door, "/connexion", [("personne", "admin")], Token);
        Assert.Equal("/acces", page.Address.AbsolutePath);
        return new Administrator(browser);
    }

    /// <summary>Invites somebody; answers their id.</summary>
    public async Task<Guid> InviteAsync(string name, string email, IReadOnlyList<PersonGrant> grants)
    {
        var form = await _browser.OpenAsync("/acces/invitation", Token);
        var page = await _browser.SubmitAsync(form, "/acces/invitation", [("Nom", name), ("Adresse", email), .. grants.SelectMany(FieldsOf)], Token);
        Assert.True(Guid.TryParse(page.Address.Segments[^1], out var id), $"{page.Address} ({(int)page.Status}): {page.Text}");
        return id;
    }

    /// <summary>Notes that somebody is away and who acts for them.</summary>
    public Task NoteAbsenceAsync(Guid absent, Guid standIn, DateOnly from, DateOnly to) =>
        SubmitAsync(absent, "absence", [("Du", $"{from:yyyy-MM-dd}"), ("Au", $"{to:yyyy-MM-dd}"), ("Par", $"{standIn}")], "remplacement par");

    /// <summary>Ends what somebody may do.</summary>
    public Task EndAsync(Guid person) => SubmitAsync(person, "depart", [], "Parti");

    /// <inheritdoc/>
    public void Dispose() => _browser.Dispose();

    private async Task SubmitAsync(Guid person, string handler, IEnumerable<(string, string)> fields, string then)
    {
        var address = $"/acces/{person}";
        var page = await _browser.SubmitAsync(await _browser.OpenAsync(address, Token), $"{address}?handler={handler}", fields, Token);
        Assert.True(page.Address.PathAndQuery == address, $"{page.Address} ({(int)page.Status}): {page.Text}");
        Assert.Contains(then, page.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> FieldsOf(PersonGrant grant) => [("role", grant.Role), ("place", grant.Site is { } site ? $"site:{site}" : $"reseau:{grant.Network}")];
}
