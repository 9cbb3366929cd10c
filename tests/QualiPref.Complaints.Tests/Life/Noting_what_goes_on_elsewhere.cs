using System.Net;
using System.Net.Http.Json;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

public sealed class Noting_what_goes_on_elsewhere(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private HttpClient Handler => shared.Service.Handler;

    [Fact]
    public async Task Is_found_until_it_ends_and_moves_nothing_of_the_case()
    {
        var (known, other, procedure) = (await Handler.FiledAsync(("site", "91-ETAMPES")), await Handler.FiledAsync(("site", "91-ETAMPES")), Guid.NewGuid());
        await NoteAsync(other, Guid.NewGuid(), new { kind = "cada", openedOn = "2026-07-02", closedOn = "2026-07-03" });

        await NoteAsync(known, procedure, new { kind = "defenseur-des-droits", openedOn = "2026-07-01", reference = "DDD 26-1" });
        await NoteAsync(known, procedure, new { kind = "defenseur-des-droits", openedOn = "2026-07-01", reference = "DDD 26-1" });

        var read = await Handler.KnownAsync(known.Id);
        Assert.Equal((known.ETag, known.Body.Text("dueOn")), (read.ETag, read.Body.Text("dueOn")));
        var noted = Assert.Single(read.Body.List("procedures"))!;
        Assert.Equal((procedure.ToString(), "defenseur-des-droits", "2026-07-01", "DDD 26-1", null), (noted.Text("id"), noted.Text("kind"), noted.Text("openedOn"), noted.Text("reference"), noted.Text("closedOn")));
        Assert.Equal([known.Id], await ListAsync("procedure=any"));
        Assert.Equal([known.Id], await ListAsync("procedure=defenseur-des-droits"));
        Assert.Empty(await ListAsync("procedure=cada"));
        Assert.Single(await shared.Service.AuditedAsync("case.procedure", known.Id));

        await NoteAsync(known, procedure, new { kind = "defenseur-des-droits", openedOn = "2026-07-01", reference = "DDD 26-1", closedOn = "2026-07-03" });
        Assert.Empty(await ListAsync("procedure=any"));
        Assert.Empty((await Handler.KnownAsync(known.Id)).Body.List("openProcedures"));
        Assert.Single((await Handler.KnownAsync(known.Id)).Body.List("procedures"));
    }

    [Fact]
    public async Task Is_noted_of_a_closed_case_too_ten_times_at_most()
    {
        var known = await Handler.DoAsync(await Handler.FiledAsync(), "close", new { outcome = "outOfScope" });
        for (var number = 0; number < 10; number++) await NoteAsync(known, Guid.NewGuid(), new { kind = "cada", openedOn = "2026-07-03" });

        using var reply = await TryAsync(known, Guid.NewGuid(), new { kind = "cada", openedOn = "2026-07-03" });

        Assert.Equal("QP-COMPLAINTS-062", (await reply.ReadAsync(HttpStatusCode.Conflict)).Text("code"));
        Assert.Equal(10, (await Handler.KnownAsync(known.Id)).Body.List("procedures").Count);
    }

    [Theory]
    [InlineData("proces", "2026-07-03", null, "/kind")]
    [InlineData("cada", "2026-07-04", null, "/openedOn")]
    [InlineData("cada", "1999-12-31", null, "/openedOn")]
    [InlineData("cada", "2026-07-02", "2026-07-01", "/closedOn")]
    [InlineData("cada", "2026-07-02", "2026-07-04", "/closedOn")]
    public async Task Names_what_is_wrong(string kind, string openedOn, string? closedOn, string pointer)
    {
        using var reply = await TryAsync(await Handler.FiledAsync(), Guid.NewGuid(), new { kind, openedOn, closedOn });

        Assert.Equal([pointer], (await reply.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    [Fact]
    public async Task Beside_a_gravity_narrows_the_list()
    {
        var grave = await Handler.DoAsync(await Handler.FiledAsync(("site", "47-AGEN")), "qualify", new { motive = "attente", gravity = "forte" });
        await Handler.DoAsync(await Handler.FiledAsync(("site", "47-AGEN")), "qualify", new { motive = "attente", gravity = "faible" });

        Assert.Equal(grave.Id, Assert.Single((await Handler.GetJsonAsync("complaints?site=47-AGEN&gravity=forte")).List("items"))!.Text("id"));
        Assert.Equal(["/gravity"], (await (await Handler.TryAsync(grave, "qualify", new { motive = "attente", gravity = "enorme" })).ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }

    private async Task NoteAsync(Known known, Guid procedure, object body) => await (await TryAsync(known, procedure, body)).ReadAsync(HttpStatusCode.OK);

    private Task<HttpResponseMessage> TryAsync(Known known, Guid procedure, object body) =>
        Handler.PutAsJsonAsync($"complaints/{known.Id}/procedures/{procedure}", body, TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<string>> ListAsync(string filter) =>
        [.. (await Handler.GetJsonAsync($"complaints?site=91-ETAMPES&{filter}")).List("items").Select(item => item!.Text("id")!)];
}
