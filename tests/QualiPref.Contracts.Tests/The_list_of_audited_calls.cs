using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Identity;

namespace QualiPref.Contracts.Tests;

public sealed class The_list_of_audited_calls
{
    private const string Head = """
        # What is audited
        Written from the metadata of the endpoints; `make contracts` writes it anew. A call that is listed here answers with what it read, or does what it does, only with its entry in the audit
        log of its service ([ADR 0029](../qualipref-platform/docs/adr/0029-who-did-what-in-a-chain-for-each-service.md)). What the public calls is not audited, nor is what services ask of each other.

        | Call | Kind | Act |
        |---|---|---|

        """;

    // Calls of staff that change something and are not audited, each with its reason.
    private static readonly Dictionary<string, string> Apart = new()
    {
        ["POST `/api/complaints/v1/complaints`"] = "the filing is the first step of the case's own history, and gives nothing out",
        ["PUT `/api/complaints/v1/complaints/{id:guid}/drafts/{step}`"] = "what is not sent is nobody's act yet",
        ["PUT `/api/complaints/v1/complaints/{id:guid}/presence`"] = "nothing of it is kept, and reading the case is audited",
        ["POST `/api/complaints/v1/complaints/{id:guid}/attachments`"] = "a file belongs to nothing before a filing names it",
        ["PUT `/api/complaints/v1/letter-templates/{code}`"] = "every version is kept with who wrote it",
        ["POST `/api/indicators/v1/cuts/{id:guid}/parts/{digest}/verify`"] = "it changes nothing",
        ["POST `/api/reporting/v1/editions/{id:guid}/verify`"] = "it changes nothing that stays",
        ["POST `/api/reporting/v1/reports`"] = "a draft shows what its readers may read anyway",
        ["POST `/api/surveys/v1/responses/batch`"] = "handing in an answer is the act of whoever answered",
        ["PUT `/api/surveys/v1/slip-batches/{id:guid}`"] = "an empty batch says nothing yet",
        ["PUT `/api/surveys/v1/slip-batches/{id:guid}/checks/{number:int}`"] = "the second entry stays with its batch, and changes no answer",
        ["POST `/api/surveys/v1/slip-batches/{id:guid}/close`"] = "it draws a sample that anybody can draw again",
        ["PUT `/api/surveys/v1/slip-batches/{id:guid}/slips/{slip:guid}`"] = "handing in an answer is the act of whoever answered",
        ["PUT `/api/surveys/v1/responses/{responseId}`"] = "handing in an answer is the act of whoever answered",
    };

    [Fact]
    public async Task Is_the_committed_one()
    {
        var list = new StringBuilder(Head);
        foreach (var endpoint in await MappedEndpoints.AllAsync())
        {
            if (endpoint.Metadata.GetMetadata<AuditAct>() is { } act) list.Append(CultureInfo.InvariantCulture, $"| {MappedEndpoints.CallOf(endpoint)} | `{act.Kind}` | `{act.Name}` |\n");
        }
        Approved.Equal(list.ToString(), "contracts/audit.md");
    }

    [Fact]
    public async Task Has_every_call_of_staff_that_changes_something_or_says_why_not()
    {
        var calls = (await MappedEndpoints.AllAsync()).Where(ChangesSomething).ToList();
        Assert.NotEmpty(calls);
        Assert.Equal(
            Apart.Keys.Order(StringComparer.Ordinal),
            calls.Where(call => call.Metadata.GetMetadata<AuditAct>() is null).Select(MappedEndpoints.CallOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Has_only_kinds_that_can_be_searched() => Assert.All(
        (await MappedEndpoints.AllAsync()).Select(endpoint => endpoint.Metadata.GetMetadata<AuditAct>()).OfType<AuditAct>(),
        act => Assert.True(AuditKinds.All.Contains(act.Kind) && AuditCode.IsValid(act.Name), $"{act}"));

    private static bool ChangesSomething(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method is not ("GET" or "HEAD")) == true
        && endpoint.Metadata.GetOrderedMetadata<Grant>().Any(grant => !grant.IsPublic);
}
