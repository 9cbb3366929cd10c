namespace QualiPref.Platform.Http;

/// <summary>One thing that is wrong with one field of a request.</summary>
/// <param name="Pointer">Where: a JSON pointer (RFC 6901) into the body, or the name of a query parameter.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record FieldError(string Pointer, Words Message);

/// <summary>Collects everything that is wrong with one request, so that the caller can mend it in one go.</summary>
public sealed class FieldErrors
{
    /// <summary>Most faults that are told at once.</summary>
    internal const int Most = 100;

    private readonly List<FieldError> _found = [];

    /// <summary>What was found so far, at most 100.</summary>
    public IReadOnlyList<FieldError> Found => _found;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Notes one fault.</summary>
    /// <param name="pointer">Where it is.</param>
    /// <param name="french">The sentence in French.</param>
    /// <param name="english">The same in English.</param>
    public void Add(string pointer, string french, string english)
    {
        if (_found.Count < Most) _found.Add(new FieldError(pointer, new Words(french, english)));
    }

    /// <summary>Refuses the request with all that was found; does nothing when all is well.</summary>
    /// <exception cref="ProblemException">422 with every fault by pointer.</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = _found });
    }
}
