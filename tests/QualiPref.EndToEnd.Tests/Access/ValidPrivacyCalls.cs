using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls about what is held of persons: finding it, giving it out, erasing it, keeping it, and erasing what was kept long enough.</summary>
internal sealed class ValidPrivacyCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> table) : CallTable(system.Api, table)
{
    private const string Complaints = "/api/complaints/v1", Cases = $"{Complaints}/complaints", Retention = $"{Complaints}/retention";

    private static readonly object Why = new { reason = "Essai" };

    private Task<string>? _slip;

    public void Add()
    {
        Add("POST", $"{Complaints}/persons/search", null, None, () => Made(HttpMethod.Post, $"{Complaints}/persons/search", new { reference = "91-EVRY-2001-999999" }));
        Add("POST", $"{Complaints}/persons/export", null, Own, async () => await Made(HttpMethod.Post, $"{Complaints}/persons/export", new { cases = new[] { (await ClosedAsync()).Id } }));
        AddStep("erase", new { });
        AddStep("legal-hold", Why);
        Add("POST", $"{Cases}/{{id:guid}}/release-legal-hold", null, Own, async () =>
        {
            var (id, etag) = await HeldAsync();
            return await Made(HttpMethod.Post, $"{Cases}/{id}/release-legal-hold", Why, etag);
        });
        Get(Retention, $"{Retention}?site={Person.Own}", Own);
        Get($"{Retention}/slips", $"{Retention}/slips?site={Person.Own}", Own);
        Add("GET", $"{Retention}/slips/{{id:guid}}/document", null, Own, async () => await Made(HttpMethod.Get, $"{Retention}/slips/{await SlipAsync()}/document"));
        // A decision that is sent again is answered again, whatever is due by now.
        Add("POST", $"{Retention}/run", null, Own, async () => await Made(HttpMethod.Post, $"{Retention}/run", Run(await SlipAsync(), 1)));
    }

    /// <summary>A case of <see cref="Person.Own"/> that is closed since long ago.</summary>
    public async Task<(string Id, string Etag)> ClosedAsync()
    {
        var filing = Samples.Filing(Guid.NewGuid());
        filing["receivedOn"] = "2001-03-05";
        var id = (await SentAsync(HttpMethod.Post, Cases, filing)).GetProperty("id").GetString()!;
        return (id, await MovedAsync(id, "close", "\"1\"", new { outcome = "outOfScope", occurredOn = "2001-03-06" }));
    }

    /// <summary>The same under a legal hold.</summary>
    public async Task<(string Id, string Etag)> HeldAsync()
    {
        var (id, etag) = await ClosedAsync();
        return (id, await MovedAsync(id, "legal-hold", etag, Why));
    }

    /// <summary>A slip of <see cref="Person.Own"/> that was carried out.</summary>
    public Task<string> SlipAsync() => _slip ??= DecideAsync();

    private async Task<string> DecideAsync()
    {
        await ClosedAsync();
        var preview = await SentAsync(HttpMethod.Get, $"{Retention}?site={Person.Own}");
        var id = $"{Guid.NewGuid()}";
        await SentAsync(HttpMethod.Post, $"{Retention}/run", Run(id, preview.GetProperty("sites")[0].GetProperty("cases").GetInt64()));
        await Eventually.HoldsAsync("what was kept long enough is erased", async _ => (await SentAsync(HttpMethod.Get, $"{Retention}/slips?site={Person.Own}")).GetProperty("items").EnumerateArray()
            .Single(slip => slip.GetProperty("id").GetString() == id).GetProperty("endedAt").ValueKind != JsonValueKind.Null, cancellationToken: TestContext.Current.CancellationToken);
        return id;
    }

    private static object Run(string id, long cases) => new { id, site = Person.Own, cases, decision = "Essai" };

    private void AddStep(string call, object body) => Add("POST", $"{Cases}/{{id:guid}}/{call}", null, Own, async () =>
    {
        var (id, etag) = await ClosedAsync();
        return await Made(HttpMethod.Post, $"{Cases}/{id}/{call}", body, etag);
    });

    private async Task<string> MovedAsync(string id, string transition, string etag, object body)
    {
        var moved = await system.Api.SendAsync(HttpMethod.Post, $"{Cases}/{id}/{transition}", "admin", body, etag);
        Assert.True(moved.Status == 200, moved.ToString());
        return moved.Etag!;
    }
}
