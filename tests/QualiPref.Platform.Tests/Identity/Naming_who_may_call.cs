using QualiPref.Testing;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace QualiPref.Platform.Tests.Identity;

public sealed class Naming_who_may_call : IAsyncLifetime
{
    private ProbeHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ProbeHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "QP-PROBE-908")]
    [InlineData("admin", HttpStatusCode.Forbidden, "QP-PROBE-909")]
    [InlineData("service", HttpStatusCode.Forbidden, "QP-PROBE-909")]
    public async Task An_endpoint_that_was_forgotten_is_open_to_nobody(string? role, HttpStatusCode status, string code)
    {
        var (got, problem) = await AskAsync("forgotten", role, "*");
        Assert.Equal((status, code), (got, problem?.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_rather_than_refused()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync("nothing", null)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await AskAsync("things", null)).Status);
    }

    [Theory]
    [InlineData("asked?site=91-EVRY", "91-EVRY", HttpStatusCode.OK)]
    [InlineData("asked?site=91-EVRY", "91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("asked?site=91-EVRY", "*", HttpStatusCode.OK)]
    [InlineData("asked?site=91-EVRY&site=91-ETAMPES", "91-EVRY", HttpStatusCode.Forbidden)]
    [InlineData("asked?network=essonne", "91-EVRY", HttpStatusCode.Forbidden)]
    [InlineData("asked?network=lot-et-garonne", "47-AGEN", HttpStatusCode.OK)]
    [InlineData("asked?network=lot-et-garonne&network=essonne", "47-AGEN", HttpStatusCode.Forbidden)]
    [InlineData("asked?network=essonne", "*", HttpStatusCode.OK)]
    [InlineData("asked?network=essonne&site=91-EVRY", "91-EVRY", HttpStatusCode.OK)]
    [InlineData("asked", "91-EVRY", HttpStatusCode.OK)]
    [InlineData("asked?site=", "91-EVRY", HttpStatusCode.OK)]
    [InlineData("loaded/91-EVRY", "91-EVRY", HttpStatusCode.OK)]
    [InlineData("loaded/91-EVRY", "91-ETAMPES", HttpStatusCode.Forbidden)]
    [InlineData("everywhere", "91-EVRY", HttpStatusCode.Forbidden)]
    [InlineData("everywhere?site=91-EVRY", "91-EVRY", HttpStatusCode.Forbidden)]
    [InlineData("everywhere", "*", HttpStatusCode.OK)]
    public async Task A_site_must_be_covered_wherever_it_stands(string what, string site, HttpStatusCode status) =>
        Assert.Equal(status, (await AskAsync(what, "agent", site)).Status);

    [Fact]
    public async Task What_was_loaded_without_asking_for_its_site_is_not_shown()
    {
        var (status, answer) = await AskAsync("forgetful/91-EVRY", "agent", "*");
        Assert.Equal((HttpStatusCode.InternalServerError, "QP-PROBE-900"), (status, answer?.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("mixed/open", null, HttpStatusCode.OK)]
    [InlineData("mixed/closed", null, HttpStatusCode.Unauthorized)]
    [InlineData("mixed/closed", "handler", HttpStatusCode.Forbidden)]
    [InlineData("mixed/closed", "quality", HttpStatusCode.OK)]
    public async Task A_call_with_several_grants_takes_the_one_of_its_case(string what, string? role, HttpStatusCode status) =>
        Assert.Equal(status, (await AskAsync(what, role)).Status);

    private async Task<(HttpStatusCode Status, JsonElement? Answer)> AskAsync(string what, string? role, string site = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/probe/v1/{what}");
        if (role is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(role, site));
        using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? null : JsonDocument.Parse(text).RootElement);
    }

    private static string TokenOf(string role, string site) => SampleToken.Sign(TestKeys.Folder, [role], [site]);
}
