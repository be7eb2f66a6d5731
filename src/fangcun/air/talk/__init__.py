"""What viewers say and do around an episode: comments, danmaku, likes, follows, shares, and who looks after them."""
