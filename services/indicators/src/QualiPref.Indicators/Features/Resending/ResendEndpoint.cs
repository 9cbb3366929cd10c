using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Features.Operations;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.Resending;

/// <summary><c>POST /resend</c>: one write.</summary>
internal static class ResendEndpoint
{
    public static void MapResend(this IEndpointRouteBuilder api) => api.MapPost("/resend", AskAsync)
        .Allow(Roles.Admin, SiteRule.Query)
        .Audited(AuditKinds.Operation, "figures.resend")
        .WithName("Resend")
        .TakesQuery(
            QueryParameter.Network, QueryParameter.Period,
            QueryParameter.Flag("overrules", "Whether what comes replaces what is held, whatever its version; else only what is newer or missing is taken."))
        .WithSummary("Asks the sources to send the records of a network and period again, whether the balance is closed or not")
        .WithDescription("Every site-day that the balance knows. Answers with an operation; it has succeeded when all were asked for. What comes is counted within the next "
            + "minutes, and the balance says when nothing is missing. Role admin, for every site of the network.");

    private static async Task<Accepted<OperationView>> AskAsync(
        HttpContext context, ResendStore resends, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var network = fields.Network("network", catalogue);
        var period = fields.Period("period", required: true);
        var overrules = fields.Flag("overrules");
        errors.ThrowIfAny();
        var now = time.GetUtcNow();
        var resend = new ResendDocument
        {
            Id = Guid.CreateVersion7(now),
            Sites = network!.Sites,
            From = period!.From,
            To = period.To,
            Overrules = overrules,
            Done = 0,
            SiteDays = 0,
            RunningSince = now.UtcDateTime,
        };
        var audit = context.Entry(AuditSubject.Of("network", network.Code), resend.Sites, ("operation", resend.Id.ToString()), ("period", period.ToString()));
        await resends.AddAsync(resend, audit, cancellationToken);
        return TypedResults.Accepted(OperationEndpoint.AddressOf(resend.Id), OperationView.Of(resend));
    }
}
