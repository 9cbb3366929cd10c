namespace QualiPref.LocalProvider;

/// <summary>How the pages look: plainly not like a service of the State.</summary>
internal static class Style
{
    public const string Sheet = """
        body { margin: 0 auto; max-width: 44rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; }
        h2 { font-size: 1.15rem; margin-top: 2rem; }
        .banner { border: 2px dashed #6a3d00; background: #fff6e5; color: #4a2b00; padding: .5rem 1rem; }
        ul { list-style: none; padding: 0; }
        li { margin: 1rem 0; }
        li p { margin: .25rem 0 0; }
        label { display: block; }
        input { font: inherit; padding: .5rem; border: 1px solid #444; max-width: 100%; box-sizing: border-box; }
        button { font: inherit; padding: .5rem 1rem; border: 1px solid #123e7a; background: #123e7a; color: #fff; text-align: left; cursor: pointer; }
        button:hover { background: #0b2a55; }
        :focus-visible { outline: 3px solid #a15c00; outline-offset: 2px; }
        """;
}
