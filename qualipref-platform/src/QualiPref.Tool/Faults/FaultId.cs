using QualiPref.Platform.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary>Names something parked: <c>service/place/id</c>, as it is printed and as it can be pasted.</summary>
/// <param name="Service">The service that keeps it.</param>
/// <param name="Place">Where the service keeps it.</param>
/// <param name="Id">Its id there.</param>
internal sealed record FaultId(string Service, string Place, string Id)
{
    /// <summary>The place of messages that a consumer could not take.</summary>
    public const string Messages = "messages";

    /// <summary>Where its calls are.</summary>
    public string Path => $"parked/{Uri.EscapeDataString(Place)}/{Uri.EscapeDataString(Id)}";

    /// <exception cref="Failure">It is no such name.</exception>
    public static FaultId Parse(string text) => text.Trim().Split('/', 3) is [var service, { Length: > 0 } place, { Length: > 0 } id] && ServiceNames.All.Contains(service)
        ? new FaultId(service, place, id)
        : throw Failure.WrongUse($"'{Plain.Line(text)}' names nothing parked: `qualipref faults list` prints names such as surveys/responses/0198….");

    public override string ToString() => $"{Service}/{Place}/{Id}";
}
