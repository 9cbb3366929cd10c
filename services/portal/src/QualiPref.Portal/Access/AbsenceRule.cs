using QualiPref.Platform.Http;

namespace QualiPref.Portal.Access;

/// <summary>What an absence has to be that an administrator notes, by form or by call. One that was noted before stays as it is, whatever has become of who stands in.</summary>
internal static class AbsenceRule
{
    private const int MostDays = 366;

    /// <summary>Whether somebody may act for another one: anybody else who works here, or will as soon as they come.</summary>
    public static bool MayStandIn(Person one, Person absent) => one.Id != absent.Id && one.State is (PersonState.Active or PersonState.Invited);

    /// <summary>All that is wrong with one, by the names of its fields in a call.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="standIn">Id of who acts.</param>
    /// <param name="absent">Who is away.</param>
    /// <param name="people">Those who work here, at least.</param>
    /// <param name="today">The present day.</param>
    public static IEnumerable<FieldError> FaultsOf(DateOnly? from, DateOnly? to, Guid? standIn, Person absent, IEnumerable<Person> people, DateOnly today)
    {
        if (from is null || from > today.AddDays(MostDays))
            yield return Fault("from", "Un jour est attendu, dans un an au plus.", "A day is expected, a year ahead at most.");
        if (to is null || to < from || to < today)
            yield return Fault("to", "Un jour est attendu, qui ne soit ni passé ni avant le premier.", "A day is expected that is neither past nor before the first.");
        else if (from is { } first && to.Value.DayNumber - first.DayNumber >= MostDays)
            yield return Fault("to", "Une absence dure un an au plus.", "An absence lasts a year at most.");
        if (!people.Any(one => one.Id == standIn && MayStandIn(one, absent)))
            yield return Fault("standIn", "Choisissez qui remplace : quelqu'un d'autre, qui travaille ici ou est invité.", "Somebody else is expected who works here or is invited.");
    }

    /// <summary>Refuses what is wrong with those that are new in a call.</summary>
    /// <exception cref="ProblemException">422 with every fault by pointer.</exception>
    public static void Demand(IReadOnlyList<Absence> absences, Person absent, IReadOnlyList<Person> people, DateOnly today)
    {
        var errors = new FieldErrors();
        foreach (var (at, one) in absences.Index().Where(one => !absent.Absences.Contains(one.Item)))
        {
            foreach (var fault in FaultsOf(one.From, one.To, one.StandIn, absent, people, today)) errors.Add($"/absences/{at}/{fault.Pointer}", fault.Message.French, fault.Message.English);
        }
        errors.ThrowIfAny();
    }

    private static FieldError Fault(string field, string french, string english) => new(field, new Words(french, english));
}
