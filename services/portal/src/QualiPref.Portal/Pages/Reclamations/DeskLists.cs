using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The lists that handlers come back to every day, each with what waits in it.</summary>
internal static class DeskLists
{
    /// <param name="desk">What waits.</param>
    /// <param name="me">Who looks; null for a program.</param>
    /// <param name="names">Who acts for whom today.</param>
    /// <param name="here">The list that is shown, from its beginning; null for a page that is none.</param>
    /// <param name="toPrint">How many letters wait to be printed; null where nobody asked.</param>
    /// <param name="team">Whether the page of the team is shown.</param>
    /// <param name="privacy">Whether whoever looks may also find and erase what is held of persons.</param>
    public static SideMenu Of(Desk desk, Guid? me, Names names, CaseFilter? here, long? toPrint = null, bool team = false, bool privacy = false)
    {
        var todo = CaseFilter.ToDo;
        SideLink List(string name, CaseFilter list, long? number = null) => new(list.Address, name) { IsHere = list == here, Number = number };
        List<SideLink> first =
        [
            List("À traiter", todo, desk.ToDo),
            List("En retard", todo with { Overdue = "true" }, desk.Overdue) with { IsLate = true },
        ];
        if (me?.ToString() is { } person)
        {
            first.Add(List("Attribuées à moi", todo with { Assignee = person }, Of(person)));
            // Whoever acts for somebody has their desk beside their own.
            first.AddRange(names.StoodInForBy(me).Select(absent => List($"Pour {absent.Value}, en son absence", todo with { Assignee = absent.Key }, Of(absent.Key))));
        }
        long Of(string assignee) => desk.Handlers.FirstOrDefault(load => load.Assignee == assignee)?.Cases.Total ?? 0;
        return new SideMenu(
            "Listes courantes",
        [
            new SideGroup("À faire",
            [
                .. first,
                List("Messages à lire", new CaseFilter { Unread = "true" }, desk.Unread),
                List("Avis sur les réponses", new CaseFilter { UnreadReview = "true" }, desk.Reviews),
                List("Engagements", new CaseFilter { PromiseDue = "true" }, desk.Promises),
                List("Sans responsable", todo with { Unassigned = "true" }, desk.Unassigned),
                List("Mis de côté", new CaseFilter { Status = CaseFilter.Open, Aside = "true" }, desk.Aside),
                List("En attente de l'usager", todo with { Status = "awaitingUser" }, desk.AwaitingUser),
            ]),
            new SideGroup("Ensuite",
            [
                List("Répondues, à clore", new CaseFilter { Status = "answered" }, desk.Answered),
                List("Remerciements", new CaseFilter { Status = CaseFilter.Open, Kind = "thanks", Aside = "false" }, desk.Thanks),
                List("Toutes les réclamations", new CaseFilter()),
                new SideLink("/reclamations/equipe", "L'équipe") { IsHere = team },
            ]),
            new SideGroup("Courriers",
            [
                new SideLink("/reclamations/a-poster", "À poster") { Number = toPrint },
                List("Courriers non parvenus", new CaseFilter { Delivery = CaseFilter.LetterNotArrived }, desk.NotArrived),
                new SideLink("/courriers-types", "Courriers types"),
            ]),
            .. privacy ? [SideMenu.Privacy(here: null)] : Array.Empty<SideGroup>(),
        ]);
    }
}
