using System.Globalization;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages;

/// <summary>A file that the service has taken, as a form carries it until it is sent: whoever is refused something else need not choose it again.</summary>
/// <param name="Id">What the filing names it by; the service knows for which case it was stored.</param>
/// <param name="Bytes">How long it is, to be shown.</param>
/// <param name="Name">Its name, to be shown.</param>
internal sealed record KeptFile(Guid Id, long Bytes, string Name)
{
    private const char Mark = '|';

    /// <summary>As a field holds it.</summary>
    public string Field => string.Create(CultureInfo.InvariantCulture, $"{Id}{Mark}{Bytes}{Mark}{Name}");

    public static KeptFile Of(FileTaken taken) => new(taken.Id, taken.Bytes, taken.Name);

    /// <summary>What a field holds; null when it is no such thing.</summary>
    public static KeptFile? Read(string? field) =>
        field?.Split(Mark, 3) is [var id, var bytes, var name] && Guid.TryParse(id, out var file) && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new KeptFile(file, length, name)
            : null;
}
