using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Tests.Identity;

/// <summary>A person's token holds pairs: handler at one site, agent at another.</summary>
public sealed class Holding_roles_at_sites : IAsyncLifetime
{
    private static readonly StoodInFor Absent = new(Guid.NewGuid(), "Paul Durand");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private ProbeHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ProbeHost.StartAsync(time: _time);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("cases/91-EVRY", HttpStatusCode.OK)]
    [InlineData("cases/91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("cases?site=91-EVRY", HttpStatusCode.OK)]
    [InlineData("cases?site=91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("loaded/91-ETAMPES", HttpStatusCode.OK)]
    [InlineData("loaded/91-EVRY", HttpStatusCode.OK)]
    [InlineData("loaded/91-PALAISEAU", HttpStatusCode.Forbidden)]
    [InlineData("asked?site=91-ETAMPES", HttpStatusCode.OK)]
    [InlineData("either/typing/91-ETAMPES", HttpStatusCode.OK)]
    [InlineData("either/handling/91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("either/handling/91-EVRY", HttpStatusCode.OK)]
    [InlineData("everywhere", HttpStatusCode.Forbidden)]
    public async Task A_role_counts_at_the_sites_where_it_is_held(string what, HttpStatusCode status) =>
        Assert.Equal(status, (await AskAsync(what, TokenOf(new(Roles.Handler, ["91-EVRY"]), new(Roles.Agent, ["91-ETAMPES"])))).Status);

    [Fact]
    public async Task A_list_holds_the_sites_where_the_role_it_asks_for_is_held() => Assert.Equal(
        ["91-EVRY"], (await AskAsync("cases", TokenOf(new(Roles.Handler, ["91-EVRY"]), new(Roles.Agent, ["*"])))).Answer.EnumerateArray().Select(site => site.GetString()));

    [Fact]
    public async Task What_is_done_in_anothers_stead_says_so_and_what_is_not_does_not()
    {
        var token = TokenOf(new(Roles.Handler, ["91-EVRY"]), new(Roles.Handler, ["91-EVRY", "91-ETAMPES"], Absent));

        Assert.Equal("Jeanne Martin", (await AskAsync("cases/91-EVRY", token)).Answer.GetString());
        Assert.Equal("Jeanne Martin, au nom de Paul Durand", (await AskAsync("cases/91-ETAMPES", token)).Answer.GetString());
    }

    [Fact]
    public async Task It_ends_within_a_minute()
    {
        var token = TokenOf(new HeldRole(Roles.Agent, ["*"]));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("staff", token)).Status);

        _time.Advance(TimeSpan.FromSeconds(54));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("staff", token)).Status);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("staff", token)).Status);
    }

    [Fact]
    public void A_network_without_sites_is_nobodys()
    {
        var network = new Network { Code = "vide", Name = "Réseau vide", Framework = "qualipref", Sites = [] };
        var anybody = Caller.Of(new DefaultHttpContext());

        Assert.False(anybody.Has(Roles.Quality, network));
        Assert.False(anybody.Covers(network));
    }

    private string TokenOf(params HeldRole[] held) => _host.Service<PlatformTokens>().ForPerson(Guid.NewGuid(), "Jeanne Martin", held);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(string what, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/probe/v1/{what}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
