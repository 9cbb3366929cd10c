using System.Net;
using System.Text.Json.Nodes;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

public sealed class What_else_the_person_wrote(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Is_what_has_the_same_address_or_telephone_however_they_are_written()
    {
        var byAddress = await OfAsync("meme@example.test", null, "2026-07-01");
        var byPhone = await OfAsync(null, "+33 1 70 00 00 01", "2026-07-02", ("motive", "horaires"));
        await OfAsync("une-autre@example.test", "01 70 00 00 02", "2026-07-02");
        var known = await OfAsync("Meme@Example.TEST", "01.70.00.00.01", "2026-07-03");

        var found = await Handler.GetJsonAsync($"complaints/{known.Id}/same-person");

        Assert.Equal([byPhone.Id, byAddress.Id], found.List("items").Select(one => one!.Text("id")));
        Assert.Equal((2, false), (found.Number("number"), found["more"]!.GetValue<bool>()));
        var first = found.List("items")[0]!;
        Assert.Equal((byPhone.Body.Text("reference"), "2026-07-02", "horaires", "received"), (first.Text("reference"), first.Text("receivedOn"), first.Text("motive"), first.Text("status")));
        Assert.NotEmpty(await shared.Service.AuditedAsync("case.samePerson", byPhone.Id));
    }

    [Fact]
    public async Task Is_only_of_the_sites_of_who_asks()
    {
        await OfAsync("ailleurs@example.test", null, "2026-07-01", ("site", "91-ETAMPES"));
        var known = await OfAsync("ailleurs@example.test", null, "2026-07-03");
        using var here = shared.Service.As("handler", "91-EVRY");
        using var there = shared.Service.As("handler", "91-ETAMPES");

        Assert.Equal(1, (await Handler.GetJsonAsync($"complaints/{known.Id}/same-person")).Number("number"));
        Assert.Equal(0, (await here.GetJsonAsync($"complaints/{known.Id}/same-person")).Number("number"));
        Assert.Equal(HttpStatusCode.Forbidden, await there.StatusOfAsync($"complaints/{known.Id}/same-person"));
    }

    [Fact]
    public async Task Is_told_ten_at_a_time_with_their_number()
    {
        for (var day = 1; day <= 12; day++) await OfAsync("souvent@example.test", null, $"2026-06-{day:00}");
        var known = await OfAsync("souvent@example.test", null, "2026-07-03");

        var found = await Handler.GetJsonAsync($"complaints/{known.Id}/same-person");

        Assert.Equal(12, found.Number("number"));
        Assert.Equal(Enumerable.Range(0, 10).Select(back => $"2026-06-{12 - back:00}"), found.List("items").Select(one => one!.Text("receivedOn")));
    }

    [Fact]
    public async Task Is_nothing_for_who_stays_unknown()
    {
        await Handler.FiledAsync(("contact", null));
        var known = await Handler.FiledAsync(("contact", null));
        Assert.Equal(0, (await Handler.GetJsonAsync($"complaints/{known.Id}/same-person")).Number("number"));

        await Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Personne d'essai" }));
        known = await Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Personne d'essai" }));
        Assert.Equal(0, (await Handler.GetJsonAsync($"complaints/{known.Id}/same-person")).Number("number"));
    }

    private Task<Known> OfAsync(string? email, string? phone, string receivedOn, params (string Name, JsonNode? Value)[] changes) => Handler.FiledAsync(
        [("contact", new JsonObject { ["name"] = "Personne d'essai", ["email"] = email, ["phone"] = phone }), ("receivedOn", receivedOn), .. changes]);
}
