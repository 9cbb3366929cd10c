using System.Net;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Privacy;

public sealed class Holding_a_case(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private readonly HttpClient _quality = shared.Service.As("quality", "*");

    [Fact]
    public async Task Keeps_it_from_being_erased_until_it_is_released_and_says_why()
    {
        var known = await shared.Service.ClosedCaseOfAsync("gel1");

        known = await _quality.DoAsync(known, "legal-hold", new { reason = "Recours devant le tribunal administratif" });
        Assert.Equal("Recours devant le tribunal administratif", known.Body["legalHold"]!.Text("reason"));
        Assert.Equal("QP-COMPLAINTS-052", await RefusalAsync(known, "erase", new { }));
        Assert.Equal("QP-COMPLAINTS-052", await RefusalAsync(known, "legal-hold", new { reason = "Encore" }));

        known = await _quality.DoAsync(known, "release-legal-hold", new { reason = "Jugement définitif" });
        Assert.Null(known.Body["legalHold"]);
        Assert.Equal("QP-COMPLAINTS-055", await RefusalAsync(known, "release-legal-hold", new { reason = "Encore" }));
        Assert.Equal([("legal-hold", "Recours devant le tribunal administratif"), ("release-legal-hold", "Jugement définitif")],
            known.Body.List("history").TakeLast(2).Select(entry => (entry!.Text("transition"), entry!.Text("note"))));
        Assert.Equal((await shared.Service.Handler.KnownAsync(known.Id)).ETag, known.ETag);
        Assert.True((await _quality.ErasedAsync(known)).Body["erased"]!.GetValue<bool>());
        Assert.Empty(await shared.Service.PlacesOfAsync("Jugement définitif"));
    }

    [Fact]
    public async Task Is_not_for_those_who_handle_it_nor_without_a_reason()
    {
        var known = await shared.Service.Handler.FiledAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await shared.Service.Handler.TryAsync(known, "legal-hold", new { reason = "Essai" })).StatusCode);
        Assert.Equal(["/reason"], (await (await _quality.TryAsync(known, "legal-hold", new { reason = " " })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    private async Task<string?> RefusalAsync(Known known, string call, object body) => (await (await _quality.TryAsync(known, call, body)).ReadAsync(HttpStatusCode.Conflict)).Text("code");
}
