using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SharingCases;
using QualiPref.Complaints.Features.WritingTemplates;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>Carries out the transitions of cases.</summary>
internal static class ChangingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var (transition, body) in CommandReader.Known)
        {
            api.MapPost($"/complaints/{{id:guid}}/{transition}", (Guid id, HttpContext context, CaseStore cases, LetterTemplateStore templates,
                    SitePromises promises, Catalogue catalogue, DeliveryChoice choice, TimeProvider time, CancellationToken cancellationToken) =>
                    new Handling(context, cases, templates, promises, catalogue, choice, time).ChangeAsync(id, transition, cancellationToken))
                .Allow(Roles.Handler, SiteRule.Resource)
                .Audited(transition == CommandReader.Correction ? AuditKinds.Correction : AuditKinds.Decision, $"case.{transition}")
                .WithName($"{transition}-complaint")
                .Reads(body, (services, fields) => new CommandReader(services.GetRequiredService<Catalogue>()).Read(transition, fields))
                .TakesIfMatch()
                .GivesETag()
                .Refuses(CommonProblems.NotFound, ComplaintsProblems.StateForbids, ComplaintsProblems.Anonymous, ComplaintsProblems.OutcomeNeedsAnswer, ComplaintsProblems.NotAside, ComplaintsProblems.ChecksOpen,
                    ComplaintsProblems.NoMergeTarget, ComplaintsProblems.Erased, ComplaintsProblems.HistoryFull, ComplaintsProblems.LettersFull, ComplaintsProblems.PromisesFull, CommonProblems.NotInCatalogueYet)
                .WithSummary($"Transition `{transition}` of a case; answers the case with its new ETag.")
                .WithDescription("Role `handler` for the site of the case. `If-Match` with the case's `ETag` is required; `occurredOn` dates the step back.");
        }
    }

    private sealed class Handling(
        HttpContext context, CaseStore cases, LetterTemplateStore templates, SitePromises promises, Catalogue catalogue, DeliveryChoice choice, TimeProvider time)
    {
        // Two round trips; one more each for a merge target and for a standard letter.
        public async Task<Ok<CaseView>> ChangeAsync(Guid id, string transition, CancellationToken cancellationToken)
        {
            var caller = Caller.Of(context);
            Preconditions.RequiredVersion(context.Request);
            using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
            var command = new CommandReader(catalogue).Read(transition, new JsonFields(body.RootElement, new FieldErrors()));
            var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
            Preconditions.RequireVersion(context.Request, document.Version);

            var site = (command as Correct)?.Site ?? document.State.Site;
            caller.RequireSites(site);
            var template = await templates.VersionOfAsync((command as WritingCommand)?.From, cancellationToken);
            var step = new Step(document.Version, promises.Today(document.State.Site), time.GetUtcNow(), caller.Name, promises.Of(site))
            {
                Target = command is Merge merge ? await TargetAsync(merge, id, caller, cancellationToken) : null,
            };
            catalogue.TryGetSite(site, out var place);
            if (command is Assign { Team: { } team } && !place!.Teams.Any(one => one.Code == team)) throw new ProblemException(NoSuchTeam(place));
            var accepted = Transitions.Decide(document.State, command, step) switch
            {
                Decision.Accepted yes => yes,
                Decision.Refused no => throw new ProblemException(no.Problem),
                var other => throw new InvalidOperationException(other.GetType().Name),
            };
            string[] checks = command is Answer or Close ? [.. SettlingChecks.Require(document, catalogue)] : [];
            var letter = Letters.Of(document, accepted, command, place!, template, choice);
            await CommitAsync(document, accepted, checks, letter, Letters.PromisesOf(command, letter), cancellationToken);

            Preconditions.SetETag(context.Response, document.Version);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new CaseView(document, promises));
        }

        private static Problem NoSuchTeam(Site place) => new(CommonProblems.InvalidValues)
        {
            Errors =
            [
                new FieldError("/team", new Words(
                    place.Teams.Count == 0 ? "Ce site n'a pas d'équipes." : $"Une équipe du site est attendue : {string.Join(", ", place.Teams.Select(team => team.Code))}.",
                    place.Teams.Count == 0 ? "This site has no teams." : $"A team of the site is expected: {string.Join(", ", place.Teams.Select(team => team.Code))}.")),
            ],
        };

        private async Task CommitAsync(CaseDocument document, Decision.Accepted accepted, string[] checks, Letter? letter, IReadOnlyList<PersonPromise> promised, CancellationToken cancellationToken)
        {
            if (letter is not null && document.Letters.Count >= Letter.MostOfACase) throw new ProblemException(new Problem(ComplaintsProblems.LettersFull));
            if (promised.Count > 0 && document.Promises.Count + promised.Count > PersonPromise.MostOfACase) throw new ProblemException(new Problem(ComplaintsProblems.PromisesFull));
            var entry = accepted.Entry with { Letter = letter?.Id };
            var audit = context.Entry(
                AuditSubject.Of("case", document.Id), new[] { document.State.Site, accepted.Next.Site }.Distinct(), ("version", entry.Version.ToString(CultureInfo.InvariantCulture)));
            if (!await cases.TryCommitAsync(document, accepted.Next, entry, letter, promised, checks, KeepingDrafts.OwnerOf(context), audit, cancellationToken))
            {
                throw new ProblemException(new Problem(CommonProblems.Stale));
            }
            document.State = accepted.Next;
            document.Version = entry.Version;
            document.History.Add(entry);
            if (letter is not null) document.Letters.Add(letter);
            document.Promises.AddRange(promised);
        }

        private async Task<MergeTarget?> TargetAsync(Merge merge, Guid id, Caller caller, CancellationToken cancellationToken)
        {
            if (await cases.FindAsync(merge.Into, cancellationToken) is not { } target) return null;
            caller.RequireSites(target.State.Site);
            if (target.Erased is not null) throw new ProblemException(new Problem(ComplaintsProblems.Erased));
            return new MergeTarget(target.State.Status, target.Id == id);
        }
    }
}
