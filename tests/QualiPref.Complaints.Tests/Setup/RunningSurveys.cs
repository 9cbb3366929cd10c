using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using QualiPref.Platform.Hosting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>The service that enrols kiosks, in a host of its own.</summary>
internal sealed class RunningSurveys : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabasePrefix _databases;
    private readonly HttpClient _admin;

    private RunningSurveys(WebApplication app, DatabasePrefix databases)
    {
        (_app, _databases) = (app, databases);
        _admin = new HttpClient { BaseAddress = new Uri($"{Address}/api/surveys/v1/") };
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningComplaints.TokenOf("admin", "*"));
    }

    public string Address => _app.Urls.First();

    public static async Task<RunningSurveys> StartAsync(RealEngine engine)
    {
        var databases = engine.NewPrefix();
        var app = QualiPrefHost.Build([.. RunningComplaints.Settings(engine, databases)], new SurveysModule());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningSurveys(app, databases);
    }

    /// <summary>A new kiosk of a site; answers its id and token.</summary>
    public async Task<(Guid Id, string Token)> EnrolAsync(string site) =>
        await EnrolWithAsync(await PostAsync("kiosks", new { site, label = "Accueil" }));

    /// <summary>The device is replaced: the next enrolment.</summary>
    public async Task<string> EnrolAnewAsync(Guid kiosk) => (await EnrolWithAsync(await PostAsync($"kiosks/{kiosk}/enrolment-code", new { }))).Token;

    public Task RevokeAsync(Guid kiosk) => PostAsync($"kiosks/{kiosk}/revoke", new { reason = "Borne volée" });

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await StopAsync();
        await _app.DisposeAsync();
        await _databases.DisposeAsync();
    }

    private async Task<(Guid Id, string Token)> EnrolWithAsync(JsonElement created)
    {
        var enrolled = await PostAsync("kiosks/enrol", new { code = created.GetProperty("enrolmentCode").GetString() });
        return (enrolled.GetProperty("kiosk").GetGuid(), enrolled.GetProperty("accessToken").GetString()!);
    }

    private async Task<JsonElement> PostAsync(string call, object body)
    {
        using var response = await _admin.PostAsJsonAsync(call, body, TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
