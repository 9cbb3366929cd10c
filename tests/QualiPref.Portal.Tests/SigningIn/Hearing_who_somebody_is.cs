using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>What a provider says of somebody is shown to others: in lists, histories and beside cases.</summary>
public sealed class Hearing_who_somebody_is(RealEngine engine) : IAsyncLifetime
{
    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Theory]
    [InlineData("Zoé", "d'Épinay-L'Hôpital", "Zoé d'Épinay-L'Hôpital")]
    [InlineData("Anne\u202E", "\u2066nitraM\u2069", "Anne nitraM")]
    [InlineData("A\u200Bnne\u0007", " Martin\r\n\tadmin ", "Anne Martin admin")]
    [InlineData("\u200E", "Martin", "Martin")]
    public async Task A_name_holds_nothing_that_is_not_seen(string given, string usual, string shown)
    {
        (_provider.Says["given_name"], _provider.Says["usual_name"]) = (given, usual);

        Assert.Equal(shown, (await ArriveAsync()).Name);
    }

    [Fact]
    public async Task A_name_is_cut_between_characters()
    {
        _provider.Says["name"] = new string('a', 99) + "\U0001F600";

        Assert.Equal(new string('a', 99), (await ArriveAsync()).Name);
    }

    [Theory]
    [InlineData("essai@exemple.invalid", "essai@exemple.invalid")]
    [InlineData("essai@exemple.invalid, cheffe@exemple.invalid", null)]
    [InlineData("pas une adresse", null)]
    [InlineData("essai\u202E@exemple.invalid", null)]
    [InlineData("250", null)]
    public async Task An_address_is_one_and_no_longer_than_addresses_are(string said, string? kept)
    {
        _provider.Says["email"] = said == "250" ? $"{new string('e', 250)}@exemple.invalid" : said;

        Assert.Equal(kept, (await ArriveAsync()).Email);
    }

    private async Task<Person> ArriveAsync()
    {
        using var surfer = _portal.Browse();
        await surfer.OpenAsync("/connexion/depart", Token);
        return Assert.Single(await _portal.Service<Persons>().ListAsync(Enum.GetValues<PersonState>(), Token));
    }
}
