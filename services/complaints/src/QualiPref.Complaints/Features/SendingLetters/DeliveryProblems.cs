using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SendingLetters;

/// <summary>What the calls about letters have in common.</summary>
internal static class DeliveryProblems
{
    /// <summary>A letter of a case, for a handler of its site.</summary>
    /// <exception cref="ProblemException">403, 404, or 409: the case was erased.</exception>
    public static async Task<(CaseDocument Document, Letter Letter)> RequireLetterAsync(this CaseStore cases, Guid id, Guid letter, Caller caller, CancellationToken cancellationToken)
    {
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        return (document, document.Letters.Find(one => one.Id == letter) ?? throw new ProblemException(new Problem(CommonProblems.NotFound)));
    }

    /// <summary>The delivery that stands, if its state is one of these.</summary>
    /// <exception cref="ProblemException">409: it is none.</exception>
    public static Delivery RequireIn(this Letter letter, params IReadOnlyList<DeliveryState> states) =>
        letter.Delivery is { } last && states.Contains(last.State) ? last : throw Forbids(letter);

    /// <summary>The refusal of what the state of a delivery does not allow.</summary>
    public static ProblemException Forbids(Letter letter)
    {
        var state = letter.Delivery is { } last ? CaseNames.Of(last.State) : "–";
        return new ProblemException(new Problem(ComplaintsProblems.DeliveryForbids)
        {
            Detail = new Words($"Cet envoi était à l'état « {state} », ou l'est devenu autrement entre-temps. Relisez le dossier.", $"This delivery was '{state}', or has changed meanwhile. Read the case again."),
        });
    }

    /// <summary>The case with a letter in the place of the one with its id.</summary>
    public static CaseDocument With(this CaseDocument document, Letter letter)
    {
        document.Letters[document.Letters.FindIndex(one => one.Id == letter.Id)] = letter;
        return document;
    }

    /// <summary>The entry of the audit log about a letter.</summary>
    public static AuditEntry EntryOf(this HttpContext context, CaseDocument document, Guid letter) =>
        context.Entry(AuditSubject.Of("case", document.Id), [document.State.Site], ("letter", letter.ToString()));

    /// <summary>Answers the case.</summary>
    public static Ok<CaseView> Answer(this HttpContext context, CaseDocument document, SitePromises promises)
    {
        Preconditions.SetETag(context.Response, document.Version);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CaseView(document, promises));
    }
}
