using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>Finds the files that a filing names.</summary>
internal sealed class NamedFiles(AttachmentStore files, TimeProvider time)
{
    /// <summary>The files. No round trip when it names none.</summary>
    /// <param name="ids">What it names.</param>
    /// <param name="caseId">The case that they were handed in for; null when the filing says no id.</param>
    /// <param name="filed">The case, when it is there already: then also what it once had is found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">422: one of them is not there, or not of this case.</exception>
    public async Task<IReadOnlyList<Attachment>> ResolveAsync(IReadOnlyList<Guid> ids, Guid? caseId, CaseDocument? filed, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var stored = caseId is not { } id ? []
            : filed is null ? await files.NameableAsync(id, time.GetUtcNow(), cancellationToken)
            : filed.Attachments.Concat(await files.OfCaseAsync(id, cancellationToken));
        var known = stored.DistinctBy(file => file.Id).ToDictionary(file => file.Id);
        var errors = new FieldErrors();
        for (var index = 0; index < ids.Count; index++)
        {
            if (!known.ContainsKey(ids[index]))
            {
                errors.Add($"/attachments/{index}", "Ce fichier n'est pas, ou plus, enregistré pour ce dossier : joignez-le de nouveau.", "This file is not, or no longer, stored for this case: attach it again.");
            }
        }
        errors.ThrowIfAny();
        return [.. ids.Select(file => known[file])];
    }
}
