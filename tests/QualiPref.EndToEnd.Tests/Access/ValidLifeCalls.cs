using System.Globalization;
using QualiPref.EndToEnd.Tests.Systems;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls about a case that are no steps of it: what its motive asks for, what goes on elsewhere, what else its person wrote, a second case of it.</summary>
internal sealed class ValidLifeCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> table) : CallTable(system.Api, table)
{
    private const string Cases = "/api/complaints/v1/complaints";

    public void Add()
    {
        Add("PUT", $"{Cases}/{{id:guid}}/checks/{{check}}", null, Own, async () => await Made(HttpMethod.Put, $"{Cases}/{await CaseAsync("decision")}/checks/recours", new { state = "done" }));
        Add("PUT", $"{Cases}/{{id:guid}}/procedures/{{procedure:guid}}", null, Own, async () =>
            await Made(HttpMethod.Put, $"{Cases}/{await CaseAsync()}/procedures/{Guid.NewGuid()}", new { kind = "cada", openedOn = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }));
        Add("GET", $"{Cases}/{{id:guid}}/same-person", null, Own, async () => await Made(HttpMethod.Get, $"{Cases}/{await CaseAsync()}/same-person"));
        Add("POST", $"{Cases}/{{id:guid}}/split", null, Own, async () =>
            await Made(HttpMethod.Post, $"{Cases}/{await CaseAsync()}/split", new { id = Guid.NewGuid(), motive = "horaires", text = "Essai" }, "\"1\""));
    }

    /// <summary>A case of <see cref="Person.Own"/>.</summary>
    public async Task<string> CaseAsync(string motive = "attente")
    {
        var filing = Samples.Filing(Guid.NewGuid());
        filing["motive"] = motive;
        return (await SentAsync(HttpMethod.Post, Cases, filing)).GetProperty("id").GetString()!;
    }
}
