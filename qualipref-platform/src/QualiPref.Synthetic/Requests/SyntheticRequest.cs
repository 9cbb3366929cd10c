namespace QualiPref.Synthetic.Requests;

/// <summary>One call of the public contract, before it has an address, a token and an <c>If-Match</c>.</summary>
public abstract record SyntheticRequest
{
    /// <summary>Number of satisfaction answers the request carries.</summary>
    public virtual int AnswerCount => 0;
}

/// <summary><c>PUT /responses/{id}</c> by staff, unless a kiosk or the public sends it.</summary>
/// <param name="Id">Id of the answer.</param>
/// <param name="Answer">The answer, without its id.</param>
public sealed record PutAnswer(Guid Id, AnswerRequest Answer) : SyntheticRequest
{
    /// <summary>The kiosk that sends it; its id, enrolment and sync time are filled in when sent.</summary>
    public SyntheticKiosk? Kiosk { get; init; }

    /// <summary>The clocks of the kiosk.</summary>
    public DeviceClock Clock { get; init; } = DeviceClock.Right;

    /// <summary>True when it goes without a token: the server dates it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>True when the id is already taken by an answer with other content, so that 409 is the right reply.</summary>
    public bool Conflicts { get; init; }

    /// <inheritdoc/>
    public override int AnswerCount => 1;
}

/// <summary><c>POST /responses/batch</c> by a kiosk or, without one, by staff.</summary>
/// <param name="Kiosk">The kiosk that syncs, null for staff.</param>
/// <param name="Items">The answers; kiosk id, enrolment and sync time are filled in when sent.</param>
public sealed record PostBatch(SyntheticKiosk? Kiosk, IReadOnlyList<AnswerRequest> Items) : SyntheticRequest
{
    /// <summary>The clocks of the kiosk.</summary>
    public DeviceClock Clock { get; init; } = DeviceClock.Right;

    /// <summary>
    /// Session of a kiosk that has lost its time and was started again since these answers: they come out in the future, and the server can only set them
    /// aside.
    /// </summary>
    public Guid? RestartedAs { get; init; }

    /// <inheritdoc/>
    public override int AnswerCount => Items.Count;
}

/// <summary><c>POST /responses/{id}/void|accept|discard</c>.</summary>
/// <param name="Id">Id of the answer.</param>
/// <param name="Decision"><c>void</c>, <c>accept</c> or <c>discard</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record DecideAnswer(Guid Id, string Decision, string Reason) : SyntheticRequest;

/// <summary><c>POST /complaints</c> by staff or, undated, by the public.</summary>
/// <param name="Filing">The filing with its id.</param>
public sealed record FileCase(FilingRequest Filing) : SyntheticRequest
{
    /// <summary>True when it goes without a token: the server dates it.</summary>
    public bool IsPublic => Filing.ReceivedOn is null;
}

/// <summary><c>POST /complaints/{id}/{transition}</c>.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Transition">Name of the transition, such as <c>answer</c>.</param>
/// <param name="Body">Its body.</param>
public sealed record MoveCase(Guid Id, string Transition, TransitionRequest Body) : SyntheticRequest;

/// <summary><c>PUT /complaints/{id}/checks/{check}</c>: something that the motive asks for is done.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Check">Code of the check.</param>
public sealed record SettleCheck(Guid Id, string Check) : SyntheticRequest;

/// <summary><c>PUT /measurements/{id}</c> by the quality officer.</summary>
/// <param name="Id">Id of the measurement.</param>
/// <param name="Measurement">What was counted.</param>
public sealed record TypeMeasurement(Guid Id, MeasurementRequest Measurement) : SyntheticRequest;
