using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Saisies;

/// <summary>
/// A pile of slips, one after the other: site, channel and day are said once. The id of each slip follows from the pile and its place in it, so that what was filed is read
/// from the service and a slip sent twice is one.
/// </summary>
internal sealed class SerieModel(ComplaintsClient complaints, Catalogue catalogue) : PortalPage
{
    /// <summary>How many the service tells of at once.</summary>
    public const int MostOfAPile = 100;

    private const string OtherContent = "QP-COMPLAINTS-002";

    [BindProperty]
    public FilingForm Form { get; set; } = new() { Channel = "desk-slip" };

    /// <summary>The pile that is shown; none before its first slip.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Pile { get; set; }

    /// <summary>The place of the slip that is typed.</summary>
    [BindProperty]
    public int Row { get; set; } = 1;

    /// <summary>The place of the slip before, which was filed just now.</summary>
    [BindProperty(SupportsGet = true, Name = "derniere")]
    public int? Last { get; set; }

    /// <summary>Whether that one had been filed before.</summary>
    [BindProperty(SupportsGet = true, Name = "deja")]
    public bool WasThere { get; set; }

    /// <summary>The pile to which the next slip belongs: another one once this is full.</summary>
    public Guid NextPile { get; private set; }

    /// <summary>What was filed, by its place, the last first; null while it cannot be read.</summary>
    public IReadOnlyList<(int Row, FiledCase Case)>? Filed { get; private set; } = [];

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    public IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    public IEnumerable<KeyValuePair<string, string>> Channels => catalogue.ChannelNames();

    /// <summary>The slip that was filed just now.</summary>
    public FiledCase? JustFiled => Filed?.Where(one => one.Row == Last).Select(one => one.Case).FirstOrDefault();

    public async Task OnGetAsync(string? site, string? canal, DateOnly? recue, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Form = new FilingForm { Site = site, Channel = canal ?? Form.Channel, ReceivedOn = recue };
        await BeginNextAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Pile == Guid.Empty) Pile = Guid.CreateVersion7();
        Row = Math.Clamp(Row, 1, MostOfAPile);
        if (!IsComplete()) return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        try
        {
            Form.Id = IdOf(Row);
            var before = await complaints.ListFiledAsync([Form.Id], cancellationToken);
            await complaints.FileAsync(Form.ToFiling(Form.Channel ?? ""), cancellationToken);
            return LocalRedirect("/saisie/serie" + QueryText.Of(
                ("pile", $"{Pile}"), ("site", Form.Site), ("canal", Form.Channel), ("recue", Form.ReceivedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("derniere", Row.ToString(CultureInfo.InvariantCulture)), ("deja", before.Count > 0 ? "true" : null)));
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Code == OtherContent)
        {
            // From the page before, or in a second window: what is typed now is another slip.
            ModelState.AddModelError("", $"La fiche n°\u00A0{Row} de cette pile est déjà enregistrée, avec un autre contenu : elle reste comme elle est. Ce que vous venez de saisir n'est pas enregistré ; "
                + "si c'est une autre fiche, enregistrez-la.");
            await BeginNextAsync(cancellationToken);
            Response.StatusCode = refused.Problem.Status;
            return Page();
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FilingForm.FieldOf);
            return await AgainAsync(refused.Problem.Status, cancellationToken);
        }
        catch (ServiceAwayException)
        {
            ModelState.AddModelError("", "Le service ne répond pas : on ne sait pas si cette fiche est enregistrée. Enregistrez-la de nouveau dans un moment, sans rien changer : elle ne compte qu'une fois.");
            return await AgainAsync(StatusCodes.Status503ServiceUnavailable, cancellationToken);
        }
    }

    protected override string? LabelOf(string field) => FilingForm.LabelOf(field);

    // The day is never that of the typing, and Enter pressed once more files no slip on which there is nothing.
    private bool IsComplete()
    {
        if (Form.ReceivedOn is null) Refuse("Form.ReceivedOn", "Indiquez le jour où ces fiches ont été reçues, comme 03/07/2026.");
        if (Form.Kind != "thanks" && string.IsNullOrEmpty(Form.Motive) && string.IsNullOrWhiteSpace(Form.Text)) Refuse("Form.Motive", "Choisissez le motif, ou recopiez ce qui est écrit sur la fiche.");
        return ModelState.IsValid;
    }

    private void Refuse(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        ViewData[LabelKey(field)] = LabelOf(field);
    }

    // The same slip once more, with what was typed.
    private async Task<IActionResult> AgainAsync(int status, CancellationToken cancellationToken)
    {
        NextPile = Pile;
        await TryReadAsync(cancellationToken);
        Response.StatusCode = status;
        return Page();
    }

    private async Task BeginNextAsync(CancellationToken cancellationToken)
    {
        await TryReadAsync(cancellationToken);
        var taken = Math.Clamp(HttpMethods.IsPost(Request.Method) ? Row : Last ?? 0, 0, MostOfAPile);
        Row = Math.Max(taken, Filed?.Select(one => one.Row).FirstOrDefault() ?? 0) + 1;
        var isFull = Row > MostOfAPile;
        if (isFull) Row = 1;
        NextPile = isFull || Pile == Guid.Empty ? Guid.CreateVersion7() : Pile;
    }

    // Without the list, slips can be typed all the same.
    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        if (Pile == Guid.Empty) return;
        try
        {
            var places = Enumerable.Range(1, MostOfAPile).ToDictionary(IdOf);
            Filed = [.. (await complaints.ListFiledAsync(places.Keys, cancellationToken)).Select(one => (places[one.Id], one)).OrderByDescending(one => one.Item1)];
        }
        catch (Exception fault) when (fault is ServiceAwayException or ServiceRefusedException)
        {
            Filed = null;
        }
    }

    private Guid IdOf(int row) => Uuid5.Create(Pile, row.ToString(CultureInfo.InvariantCulture));
}
