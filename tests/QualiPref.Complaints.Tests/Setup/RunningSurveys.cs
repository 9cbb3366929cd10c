using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Platform.Hosting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>The service that enrols kiosks, in a host of its own.</summary>
internal sealed class RunningSurveys(ServiceHost host, DatabasePrefix databases) : IAsyncDisposable
{
    private readonly HttpClient _admin = host.Client(ServiceHost.TokenOf(["admin"], ["*"]), "surveys");

    public string Address => host.Address;

    public static async Task<RunningSurveys> StartAsync(RealEngine engine)
    {
        var databases = engine.NewPrefix();
        var host = new ServiceHost(arguments => QualiPrefHost.Build(arguments, new SurveysModule()), engine.ConnectionString, databases.Value);
        return new RunningSurveys(await host.StartAsync(), databases);
    }

    /// <summary>A new kiosk of a site; answers its id and token.</summary>
    public async Task<(Guid Id, string Token)> EnrolAsync(string site) =>
        await EnrolWithAsync(await PostAsync("kiosks", new { site, label = "Accueil" }));

    /// <summary>The device is replaced: the next enrolment.</summary>
    public async Task<string> EnrolAnewAsync(Guid kiosk) => (await EnrolWithAsync(await PostAsync($"kiosks/{kiosk}/enrolment-code", null))).Token;

    public Task RevokeAsync(Guid kiosk) => PostAsync($"kiosks/{kiosk}/revoke", new { reason = "Borne volée" });

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await databases.DisposeAsync();
    }

    private async Task<(Guid Id, string Token)> EnrolWithAsync(JsonElement created)
    {
        var enrolled = await PostAsync("kiosks/enrol", new { code = created.GetProperty("enrolmentCode").GetString() });
        return (enrolled.GetProperty("kiosk").GetGuid(), enrolled.GetProperty("accessToken").GetString()!);
    }

    private async Task<JsonElement> PostAsync(string call, object? body)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await _admin.PostAsync(new Uri(call, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
