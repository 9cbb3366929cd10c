using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Noting_who_did_what(RealEngine engine) : IAsyncLifetime
{
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Answers_that_were_read_one_by_one_and_what_was_decided_on_them_are_noted_with_the_site()
    {
        using var quality = _host.As("quality");
        var id = Guid.CreateVersion7();
        using var agent = _host.As("agent");
        await agent.PostBatchAsync([Requests.Answer(("id", id.ToString()), ("channel", "paper"))]);
        await quality.GetJsonAsync($"responses?site={SurveysHost.Site}");
        await quality.DecideAsync(id, "void", 1);
        await quality.DecideAsync(id, "void", 1);

        var entries = await EntriesAsync($"on={id}");

        // The second decision was refused; handing in an answer is nobody's act.
        Assert.Equal(["response.void", "response.list"], entries.Select(entry => entry.Text("act")));
        Assert.Equal(["void", "read"], entries.Select(entry => entry.Text("kind")));
        Assert.All(entries, entry => Assert.Equal(SurveysHost.Site, entry["sites"]!.AsArray().Single()!.GetValue<string>()));
    }

    [Fact]
    public async Task Who_may_use_a_kiosk_is_noted_and_neither_its_code_nor_its_pin_nor_the_reason()
    {
        using var admin = _host.As("admin");
        var created = await (await PostAsync(admin, "kiosks", new { site = SurveysHost.Site, label = "Hall" })).ReadAsync();
        var id = created.Text("id");
        var renewed = await (await admin.PostAsync(new Uri($"kiosks/{id}/enrolment-code", UriKind.Relative), null, TestContext.Current.CancellationToken)).ReadAsync();
        var pin = await (await admin.PostAsync(new Uri($"kiosks/{id}/pin", UriKind.Relative), null, TestContext.Current.CancellationToken)).ReadAsync();
        await PostAsync(admin, $"kiosks/{id}/revoke", new { reason = "Borne volée" });
        await PostAsync(admin, $"kiosks/{id}/revoke", new { reason = "Borne volée" });

        var entries = await EntriesAsync("kind=access");

        Assert.Equal(["kiosk.revoke", "kiosk.changePin", "kiosk.renewCode", "kiosk.create"], entries.Select(entry => entry.Text("act")));
        Assert.All(entries, entry => Assert.Equal(id, entry["on"]!["ids"]![0]!.GetValue<string>()));
        var all = new JsonArray([.. entries.Select(entry => entry.DeepClone())]).ToJsonString();
        Assert.All((string[])["Borne", "Hall", created.Text("enrolmentCode")!, renewed.Text("enrolmentCode")!, created.Text("pin")!, pin.Text("pin")!], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body) =>
        client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(string query)
    {
        using var admin = _host.As("admin");
        return [.. (await admin.GetJsonAsync($"audit?pageSize=200&{query}"))["items"]!.AsArray().Select(entry => entry!)];
    }
}
