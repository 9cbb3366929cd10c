using System.Net.Http.Headers;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>An administrator ends what somebody may do, the moment after their newest token was signed.</summary>
[Collection(Distributed.Name)]
public sealed class Leaving(DistributedSystem system)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly string[] OfEveryService =
    [
        "/api/surveys/v1/kiosks?site=91-EVRY", "/api/complaints/v1/complaints?site=91-EVRY", $"/api/indicators/v1/balance?network=essonne&period={RunningSystem.Year}-01",
        "/api/reporting/v1/reports", "/api/portal/v1/assignees?site=91-EVRY",
    ];

    private static readonly string[] PagesOfStaff = ["/reclamations", "/indicateurs", "/bilans", "/equilibre", "/mes-sessions"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Long]
    public async Task Is_in_force_in_every_service_and_page_within_a_minute()
    {
        await using var admission = await Admission.OpenAsync(system);
        var person = await admission.AdmitAsync("somebody who leaves", [new PersonGrant(Roles.Quality, "essonne", null)], new HeldRole(Roles.Quality, Person.Network));
        var token = await admission.TokenOfAsync(person);
        var session = await admission.Sessions.OpenAsync(person);
        var from = TimeProvider.System.GetTimestamp();
        Assert.All(await VisitAsync(session), door => Assert.Null(door));
        Assert.All(await AskAsync(token), status => Assert.Equal(200, status));

        await admission.EndAsync(person);

        Assert.Null(await admission.TokenOfAsync(person));
        Assert.All(await VisitAsync(session), door => Assert.Equal("/connexion", door));
        await Eventually.HoldsAsync("every service refuses them", async _ => (await AskAsync(token)).All(status => status == 401), Minute, Token);
        Assert.InRange(TimeProvider.System.GetElapsedTime(from), TimeSpan.Zero, Minute);
    }

    // Where a page leads whoever may not see it.
    private async Task<string?[]> VisitAsync(string session)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = system.Http.BaseAddress };
        return await Task.WhenAll(PagesOfStaff.Select(async path =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", session } } };
            using var response = await browser.SendAsync(request, Token);
            return response.Headers.Location is { } door ? new Uri(browser.BaseAddress!, door).AbsolutePath : null;
        }));
    }

    private Task<int[]> AskAsync(string? token) => Task.WhenAll(OfEveryService.Select(async path =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await system.Http.SendAsync(request, Token);
        return (int)response.StatusCode;
    }));
}
