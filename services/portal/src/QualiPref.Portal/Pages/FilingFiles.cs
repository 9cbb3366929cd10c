using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages;

/// <summary>A file that was not taken.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problem">Why.</param>
internal sealed record RefusedFile(string Name, ServiceProblem Problem);

/// <summary>Hands the files of a form on to the service, one by one as they came, before the filing names them.</summary>
internal static class FilingFiles
{
    // Nobody chooses so many by hand that cannot be taken: the rest is not asked for, and the form comes back in any case.
    private const int MostRefused = 20;

    // What the service says of the file itself; anything else is about the whole form.
    internal static readonly string[] OfFiles = ["-030", "-031", "-032", "-033", "-034", "-035", "-036", "-039", "-903"];

    /// <summary>Hands on those that were chosen; the form then keeps which ones were taken.</summary>
    /// <returns>Those that were not.</returns>
    /// <exception cref="ServiceRefusedException">Nothing of the form can be taken now.</exception>
    public static async Task<IReadOnlyList<RefusedFile>> TakeAsync(ComplaintsClient complaints, FilingForm form, CancellationToken cancellationToken)
    {
        var refused = new List<RefusedFile>();
        foreach (var file in form.Files)
        {
            try
            {
                form.Keep(KeptFile.Of(await complaints.AttachAsync(form.Id, form.Proof, file.FileName, file.OpenReadStream(), cancellationToken)));
            }
            catch (ServiceRefusedException fault) when (OfFiles.Any(code => fault.Problem.Code.EndsWith(code, StringComparison.Ordinal)))
            {
                refused.Add(new RefusedFile(Path.GetFileName(file.FileName), fault.Problem));
                if (refused.Count == MostRefused) break;
            }
        }
        return refused;
    }
}
